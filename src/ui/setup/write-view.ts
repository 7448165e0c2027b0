import { printable } from '../../report/printable.js';
import type { EnvDiffLine } from '../../settings/env-diff.js';
import { fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, lowRows } from '../look.js';
import type { WriteScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { diffLines } from './diff-lines.js';
import { stepLine } from './step-line.js';
import { stepCount } from './steps.js';
import { isExposed } from './write-state.js';

export function writeKeys(state: State, _screen: WriteScreen, { isSandbox }: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  const isNarrow = columns < narrow;
  return [
    ['enter', isSandbox ? 'write it' : isNarrow ? 'write, check' : 'write it and check'],
    ...(isExposed(state) ? [['g', isNarrow ? '.gitignore' : 'add to .gitignore'] as const] : []),
    ['n', isNarrow ? 'check only' : 'check without writing'],
    ['esc', 'back'],
    ['q', 'quit'],
  ];
}

/** What writing would do, line by line. Of the lines that stay as they are only the number is shown: they may hold other secrets. */
export function writeView(state: State, screen: WriteScreen, ground: Ground, look: Look): View {
  const { paint, columns } = look;
  const { file, diff } = state.review;
  // In a low window the lines of the diff need the room more than the gaps do.
  const gap = look.rows < lowRows ? [] : [''];
  const bottom = [...gap, ...keyLines(writeKeys(state, screen, ground, look), look)];
  const notice = screen.notice === null ? [] : fold(printable(screen.notice), columns - 2).map((line) => ` ${paint('yellow', line)}`);
  const counted = fold(countWords(diff), columns - 2).map((line) => ` ${line}`);
  const head = stepLine(stepCount - 1, `Write ${printable(file)}`, { ...look, isSandbox: ground.isSandbox });
  const above = [...head, ...gap, ...counted, ...notice, ...gap];
  const below = [
    ...(isExposed(state) ? exposedLines(file, look) : []),
    ...fold(promise, columns - 3).map((line) => `   ${paint('dim', line)}`),
  ];
  const lines = diff.flatMap((line) => diffLines(line, look));
  const room = heightOf(look) - above.length - bottom.length;
  const isRoomy = lines.length + below.length + 1 <= room;
  const tail = isRoomy ? ['', ...below] : isExposed(state) ? exposedLines(file, look) : [];
  return {
    lines: [...above, ...windowed(lines, screen.top, room - tail.length, look), ...tail, ...bottom],
    cursor: { x: 1, y: 1 + gap.length },
  };
}

/** Below this many columns the longer words do not stand beside each other. */
const narrow = 60;

const promise =
  'Comments and order stay. The file is replaced in one step, for your eyes only (mode 0600) where it is new or everybody may read it.';

function countWords(diff: readonly EnvDiffLine[]): string {
  const count = (kind: EnvDiffLine['kind']): number => diff.filter((line) => line.kind === kind).length;
  const untouched = diff.reduce((sum, line) => sum + (line.kind === 'untouched' ? line.count : 0), 0);
  const parts = (['added', 'changed', 'emptied'] as const).filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${kind}`);
  return [...parts, `${untouched === 1 ? '1 line' : `${untouched} lines`} untouched`].join(', ');
}

function exposedLines(file: string, { paint, columns }: Look): string[] {
  const known = `git does not ignore ${printable(file)}`;
  const words = columns < narrow ? `${known}: g adds it` : `${known}, and a secret is in it: g adds it to .gitignore`;
  return fold(words, columns - 5).map((line, at) => ` ${at === 0 ? paint('yellow', '!') : ' '} ${line}`);
}

function windowed(lines: string[], top: number, room: number, { paint }: Look): string[] {
  if (lines.length <= room) return lines;
  const from = Math.min(top, lines.length - room + 1);
  return [...lines.slice(from, from + room - 1), paint('dim', ` … ↑↓ shows all ${lines.length} lines`)];
}
