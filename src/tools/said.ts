import { stripVTControlCharacters } from 'node:util';

/** What a program printed on standard error as a person reads it: without colours, progress that was written over, and empty lines. */
export function plainWords(stderr: string): string {
  const lines = stripVTControlCharacters(withinReach(stderr))
    .split(/\r?\n/)
    .map((line) => (line.split('\r').at(-1) ?? '').trimEnd())
    .filter((line) => line !== '');
  return shortened(lines.join('\n').trim());
}

/** Of what opens links and closes none of them Node looks at all from each on, so no more is given to it than can be shown. */
function withinReach(text: string): string {
  return text.length > 2 * reach ? `${text.slice(0, reach)}\n${text.slice(-reach)}` : text;
}

const reach = 8192;

/** A traceback says at its end what it is about, a refusal at its beginning. */
function shortened(text: string): string {
  return text.length > most ? `${text.slice(0, most / 4)}\n…\n${text.slice((-most * 3) / 4)}` : text;
}

const most = 4000;
