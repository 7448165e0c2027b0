import { causeLines } from './cause-text.js';
import { codeLines } from './code-text.js';
import type { Explained, Origin } from './explained.js';
import { comparedLines, credentialLines, tokenLines } from './given-text.js';
import type { Paint } from './marks.js';
import type { Next } from './json.js';
import { printable } from './printable.js';
import { readLines } from './read-text.js';
import { settingLines } from './text.js';

/** The text face of `explain`: what was given, what could be read in it, what it means, and what to do next. What is copied stands alone in the first column. */
export function explainedText(explained: Explained, paint: Paint): string {
  const { about, diagnoses, next, lead } = explained;
  const means = about ? codeLines(about, diagnoses, paint) : causeLines(diagnoses, paint).slice(0, -1);
  // What is a step of the explanation already is not said again.
  const others = next.filter(
    ({ command }) => !diagnoses.some(({ fix }) => fix.some((one) => one.kind === 'command' && one.command === command)),
  );
  return `${joined([...readSections(explained, paint), means, nextLines(others, lead, paint)]).join('\n')}\n`;
}

/** What was given and what could be read in it, for a face that says itself what it means. */
export function readPart(explained: Explained, paint: Paint): string[] {
  return joined(readSections(explained, paint));
}

function readSections(explained: Explained, paint: Paint): string[][] {
  const { read, credentials, token, settings } = explained;
  return [
    originLines(explained.origin, paint),
    unknownLines(explained),
    token ? tokenLines(token, explained, paint) : [],
    credentialLines(credentials, paint),
    settingLines(settings, paint),
    wellLines(explained),
    readLines(read),
    comparedLines(explained, paint),
  ];
}

/** Sections with an empty line between them; one that has nothing to say is left out. */
function joined(sections: readonly string[][]): string[] {
  return sections.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

/** A name may be a file or a text, so it is said which of the two it was. */
function originLines(origin: Origin, paint: Paint): string[] {
  switch (origin.kind) {
    case 'file':
      return [paint('dim', `Read from the file ${printable(origin.path)}.`)];
    case 'text':
      return [paint('dim', 'Taken as text.')];
    case 'stdin':
      return [paint('dim', 'Read from standard input.')];
    case 'option':
    case 'screen':
      return [];
  }
}

/** What is not known is said so, and nothing is guessed. */
function unknownLines({ isRecognised, notOurs, closest }: Explained): string[] {
  if (isRecognised) return notOurs === null ? [] : [printable(notOurs)];
  const quoted = (closest ?? '').split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  return [
    notOurs === null ? 'I do not know this text.' : printable(notOurs),
    ...(quoted.length === 0
      ? []
      : ['', 'This part looks most like an error:', ...quoted.slice(0, 3).map((line) => `  ${printable(line)}`)]),
  ];
}

function wellLines({ what, diagnoses, credentials }: Explained): string[] {
  const isOdd = credentials.some(({ suspicions }) => suspicions.length > 0);
  if (what !== 'env' || isOdd || diagnoses.some(({ severity }) => severity === 'error')) return [];
  return ['Every required setting is there, and each can be what it should be. Whether the services take them, keyless check tells.'];
}

function nextLines(next: readonly Next[], lead: string | null, paint: Paint): string[] {
  if (next.length === 0) return [];
  return [...(lead === null ? [] : [lead]), ...next.flatMap(({ command, when }) => [`  ${paint('cyan', when)}`, printable(command)])];
}
