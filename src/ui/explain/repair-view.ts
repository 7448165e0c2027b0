import { printable, printableLines } from '../../report/printable.js';
import { fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { keyLines, lowRows } from '../look.js';
import { stepLines } from '../provision/plan-lines.js';
import type { RepairScreen } from '../screens.js';
import { repairWords } from './repair-state.js';
import type { Ran, RepairStep } from './repairing.js';

export function repairKeys({ phase }: RepairScreen): Keys {
  if (phase === 'asking')
    return [
      ['y', 'yes, run it'],
      ['n', 'no'],
    ];
  return [...(phase === 'looking' ? [['esc', 'stop'] as const] : []), ['ctrl+c', 'leave']];
}

/** The question, below the commands that it is about; or what is under way. */
export function repairView(screen: RepairScreen, look: Look): View {
  const { columns, rows, paint, spinner } = look;
  const lead = screen.phase === 'asking' ? '' : `${paint('cyan', spinner)} `;
  const words = fold(printable(repairWords(screen)), Math.min(columns, 80) - 4);
  const lines = words.map((line, at) => ` ${at === 0 ? lead : lead === '' ? '' : '  '}${paint('bold', line)}`);
  return { lines: [...(rows < lowRows ? [] : ['']), ...lines, ...keyLines(repairKeys(screen), look)], cursor: null };
}

/** What a yes would do: it is printed, so that it can be read whole and copied before and after. */
export function repairLines(step: RepairStep, { columns, paint }: Look): string[] {
  return ['', ...stepLines(step, { columns, paint })];
}

/** A command that was run, with what it printed. */
export function ranLines({ command, printed }: Ran, { paint }: Look): string[] {
  const output = printed === null ? [` ${paint('green', '✓')} done`] : printableLines(printed).split('\n');
  return ['', `${paint('cyan', '$')} ${printable(command)}`, ...output];
}
