import { inWords } from '../../checks/duration.js';
import { howLong } from '../../findings/passes.js';
import { capital } from '../../findings/first-letter.js';
import { printable } from '../../report/printable.js';
import type { Tried } from '../../report/tried.js';
import { causeOf, copyWords, sideWords } from '../../report/waiting-text.js';
import { fold, widthOf } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, markOf } from '../look.js';
import type { WaitScreen } from '../screens.js';
import type { Ground, State } from '../state.js';

export function waitKeys(_state: State, { left, hasBell }: WaitScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  return [
    ...(left === null ? [] : [['enter', 'try now'] as const]),
    ['b', hasBell ? 'bell off' : 'bell on'],
    ['esc', 'stop waiting'],
    ['ctrl+c', 'leave'],
  ];
}

/** What is waited for, what the last try found, and when the next one comes. Where there is little room, the last words are left out first. */
export function waitView(state: State, screen: WaitScreen, ground: Ground, look: Look): View {
  const top = ['', ...headLines(screen, look), ''];
  const bottom = ['', ...nextLines(screen, look), ...keyLines(waitKeys(state, screen, ground, look), look)];
  const room = heightOf(look) - top.length - bottom.length;
  const found = screen.tried ? foundLines(screen.tried, look) : [];
  const words = screen.tried ? wordLines(screen.tried, screen, look) : [];
  const bodies = words.map((_, count) => [...found, '', ...words.slice(0, words.length - count).flat()]);
  const body = [...bodies, found, found.slice(0, Math.max(0, room))].find((lines) => lines.length <= room) ?? [];
  return { lines: [...top, ...body, ...bottom], cursor: null };
}

function headLines({ tried, elapsed }: WaitScreen, { columns, paint }: Look): string[] {
  const title = 'Waiting for Azure to notice the change';
  const progress = [...(tried ? [`try ${tried.tries}`] : []), inWords(elapsed)].join(', ');
  const gap = Math.min(columns, 80) - 2 - widthOf(title) - widthOf(progress);
  const head = ` ${paint('bold', title)}`;
  return gap >= 2 ? [`${head}${' '.repeat(gap)}${paint('dim', progress)}`] : [head, ` ${paint('dim', progress)}`];
}

/** What was read again, and what is still refused. Nothing here is a failure yet, so nothing is red. */
function foundLines(tried: Tried, { columns, paint }: Look): string[] {
  const width = Math.min(columns, 80) - 6;
  const line = (mark: string, text: string): string[] =>
    fold(printable(text), width).map((part, at) => (at === 0 ? `   ${mark} ${part}` : `     ${part}`));
  const cause = causeOf(tried);
  const still = cause && `${cause.title}: still ${cause.upstream?.code ?? cause.code}`;
  const copy = copyWords(tried);
  const mark = markOf(tried.standing === 'identical' ? 'pass' : 'warn', paint);
  return [...(copy === null ? [] : line(mark, copy)), ...(still === null ? [] : line(paint('dim', '○'), still))];
}

function wordLines(tried: Tried, { hasBell }: WaitScreen, { columns, paint }: Look): string[][] {
  const cause = causeOf(tried);
  const bell = hasBell ? ['The bell rings when it turns green or ends.'] : [];
  const side = tried.standing === 'identical' ? ['Only time is missing.'] : sideWords(tried);
  const texts = cause ? [howLong(cause.code), ...side, ...bell] : [];
  return texts.map((text) => fold(printable(capital(text)), Math.min(columns, 80) - 2).map((part) => ` ${paint('dim', part)}`));
}

function nextLines({ left }: WaitScreen, { paint }: Look): string[] {
  return [` ${paint('cyan', left === null ? 'Asking now …' : `Next try in ${inWords(left)}`)}`];
}
