import { causeSentences } from './accessible.js';
import { codeLines } from './code-text.js';
import type { Explained } from './explained.js';
import { readPart } from './explained-text.js';
import { paintNothing } from './marks.js';
import { printable } from './printable.js';
import { saidLine, sentence } from './spoken-words.js';

/** The accessible face of `explain`: the sections of its text as sentences, and what is copied alone in its line. */
export function explainedSentences(explained: Explained): string[] {
  const { about, diagnoses, next, lead } = explained;
  const others = next.filter(
    ({ command }) => !diagnoses.some(({ fix }) => fix.some((one) => one.kind === 'command' && one.command === command)),
  );
  return [
    ...readSentences(explained),
    ...(about ? codeSentences(explained) : causeSentences(diagnoses, false)),
    ...(others.length > 0 && lead !== null ? [sentence(lead)] : []),
    ...others.flatMap(({ command, when }) => [`${sentence(when).replace(/[.]$/, '')}, type:`, printable(command)]),
    'That is all.',
  ];
}

/** What was given and what could be read in it, for a face that says itself what it means. */
export function readSentences(explained: Explained): string[] {
  return [
    ...readPart({ ...explained, settings: [] }, paintNothing).flatMap(saidLine),
    ...explained.settings
      .filter(({ set, shadows }) => set || shadows.length > 0)
      .map(({ name, value, set }) => `${name}: ${value === null ? (set ? 'set, not shown' : 'set to nothing') : printable(value)}`),
  ];
}

function codeSentences({ about, diagnoses }: Explained): string[] {
  if (!about) return [];
  const lines = codeLines(about, [], paintNothing);
  const example = lines.findIndex((line) => line.startsWith('An example.'));
  return [
    ...lines.slice(0, example + 1).flatMap(saidLine),
    ...causeSentences(diagnoses, false),
    'That is the end of the example.',
    ...lines.slice(example + 1).flatMap(saidLine),
  ];
}
