import { exportKinds } from '../../export/kind.js';
import { countOf, sentence } from '../../report/spoken-words.js';
import { textLines } from '../export/export-lines.js';
import { chosenOffer, kindKeys } from '../export/export-state.js';
import { missingWords } from '../export/export-view.js';
import { kindWords } from '../export/kind-words.js';
import type { ExportScreen } from '../screens.js';
import type { Choice } from './choices.js';
import type { Question } from './questions.js';

/** All kinds by number, what can be done with the chosen one behind them, and in words which that is. */
export function exportQuestion(screen: ExportScreen, others: readonly Choice[]): Partial<Question> & { lines: string[] } {
  const kinds = exportKinds.map((kind, at): Choice => {
    const [label, detail] = kindWords[kind];
    // Not `c` for C#, which copies.
    return { name: `${label}, ${detail}`, word: kind, key: { kind: 'text', text: kindKeys[at] ?? '' }, numbers: [] };
  });
  const choices = [...kinds, ...others.filter(({ key }) => key !== null && key.kind !== 'up' && key.kind !== 'down')];
  const enter = choices.findIndex(({ key }) => key?.kind === 'enter');
  return {
    lines: [question, ...chosenLines(screen)],
    choices,
    enter: enter === -1 ? null : enter,
    isRemembered: true,
  };
}

const question = 'Export. What should your project or pipeline get? Secrets are never exported.';

function chosenLines(screen: ExportScreen): string[] {
  const offer = chosenOffer(screen);
  if (offer === null) return [];
  const [label] = kindWords[offer.kind];
  if (offer.exported === null) return [sentence(`${label} is chosen`), missingWords(offer)];
  return [`${label} is chosen: ${offer.exported.fileName}, ${countOf(textLines(offer.exported.text).length, 'line').toLowerCase()}.`];
}
