import type { Guide } from '../../findings/guide/guide.js';
import { guideWord } from '../../findings/guide/guides.js';
import { listed } from '../../findings/quote.js';
import { printable } from '../../report/printable.js';
import { sentence } from '../../report/spoken-words.js';
import { fieldOf } from '../../settings/fields.js';

/** The same pieces of a guide as the screen prints, as sentences. What is copied stands alone in its line. */
export function guideSentences(guide: Guide, { from, to }: { from: number; to: number }): string[] {
  return piecesOf(guide).slice(from, to).flat();
}

function piecesOf(guide: Guide): string[][] {
  const { name, what, needs, gives, url, clicks, commands, seen, slips, thing } = guide;
  const cli = thing.startsWith('auth0') ? 'Auth0' : 'Azure';
  const sure = (confidence: string): string => (confidence === 'certain' ? '' : `; how sure: ${confidence}`);
  return [
    [
      sentence(`How to make ${name}`),
      sentence(what),
      ...(needs.length === 0 ? [] : [`Needed before: ${listed(needs.map((one) => `the ${guideWord(one)}`))}.`]),
      ...(gives.length === 0 ? [] : [`It gives: ${gives.map((field) => fieldOf(field).label).join(', ')}.`]),
      'The page:',
      url,
    ],
    ...under(
      'In the browser.',
      clicks.map(({ text, confidence, paste }, at) => [
        `${at + 1} of ${clicks.length}. ${sentence(text + sure(confidence))}`,
        ...(paste ? [printable(paste.value)] : []),
      ]),
    ),
    ...under(
      `Or with the ${cli} CLI.`,
      commands.map(({ lead, command, confidence }) => [sentence(`${lead}${sure(confidence)}`), printable(command)]),
    ),
    [sentence(`You should see: ${seen}`)],
    ...under(
      'Easy to get wrong.',
      slips.map((slip) => [sentence(slip)]),
    ),
  ];
}

/** A heading goes with the first piece below it. */
function under(heading: string, [first = [], ...rest]: string[][]): string[][] {
  return [[heading, ...first], ...rest];
}
