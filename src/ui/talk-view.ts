import { printable, printableLines } from '../report/printable.js';
import { fold } from './cells.js';
import { inputRows } from './input-rows.js';
import type { Look, View } from './look.js';
import { heightOf, keyLines } from './look.js';
import { offerKeys } from './paste-view.js';
import type { DiagnosisScreen, TalkScreen } from './state.js';

/** The end of the answer that is coming, and the prompt line, open. */
export function talkView({ editor, asked, tail, isCode }: TalkScreen, look: Look): View {
  const { paint, columns, spinner } = look;
  const keys = asked === null ? (['enter', 'send'] as const) : (['ctrl+c', 'stop'] as const);
  const bottom = ['', ...keyLines([keys, ['ctrl+d', 'leave']], look)];
  const input = inputRows(editor, { columns: columns - 4, rows: Math.min(5, heightOf(look) - bottom.length - 4), breaksLines: true });
  const prompt = input.rows.map((row, index) => (index === 0 ? `${paint('cyan', '❯')} ${row}` : `  ${row}`));
  const room = heightOf(look) - bottom.length - prompt.length - 2;
  const shown = isCode ? printableLines(tail).replaceAll('\t', '  ') : printableLines(tail);
  const coming = tail === '' ? [] : fold(shown, columns - 1).slice(-Math.max(1, room));
  const answer = asked === null ? [] : [...coming, paint('cyan', spinner)];
  const above = [...answer, ''];
  return { lines: [...above, ...prompt, ...bottom], cursor: { x: 2 + input.x, y: above.length + input.y } };
}

/** What can be done below an explanation. */
export function diagnosisView({ diagnoses, index, shown, unsent, pasted }: DiagnosisScreen, look: Look): View {
  const left = (diagnoses[index]?.fix.length ?? 0) - shown;
  const keys: (readonly [string, string])[] = [
    ...(unsent === null ? [] : [['enter', 'back to the prompt'] as const]),
    ...offerKeys(pasted?.offer ?? null),
    ['r', 're-check'],
    ['e', 'edit values'],
    ...(left > 0 ? [['m', left === 1 ? 'one more way' : `${left} more ways`] as const] : []),
    ...(diagnoses.length > 1 ? [['d', `next of ${diagnoses.length}`] as const] : []),
    ['x', 'another error'],
    ...(pasted === null ? [] : [['esc', 'back'] as const]),
    ['q', 'quit'],
  ];
  const hint = pasted?.hint ? fold(printable(pasted.hint), look.columns - 2).map((line) => ` ${look.paint('cyan', line)}`) : [];
  const kept =
    unsent === null ? [] : [`${look.paint('cyan', '❯')} ${look.paint('dim', fold(printable(unsent), look.columns - 4)[0] ?? '')}`];
  return { lines: ['', ...hint, ...kept, ...keyLines(keys, look)], cursor: null };
}
