import { stripVTControlCharacters } from 'node:util';

/** What a program printed on standard error as a person reads it: without colours, progress that was written over, and empty lines. */
export function plainWords(stderr: string): string {
  const lines = stripVTControlCharacters(stderr)
    .split(/\r?\n/)
    .map((line) => (line.split('\r').at(-1) ?? '').trimEnd())
    .filter((line) => line !== '');
  return shortened(lines.join('\n').trim());
}

/** A traceback says at its end what it is about, a refusal at its beginning. */
function shortened(text: string): string {
  return text.length > most ? `${text.slice(0, most / 4)}\n…\n${text.slice((-most * 3) / 4)}` : text;
}

const most = 4000;
