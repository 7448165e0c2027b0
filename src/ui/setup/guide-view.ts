import { capital } from '../../findings/first-letter.js';
import { guideWord } from '../../findings/guide/guides.js';
import { thingAfter, thingBeside, things } from '../../findings/guide/things.js';
import { cutEnd, widthOf } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { GuideScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { pieceCount } from './guide-lines.js';
import { canProvision } from './guide-places.js';

/** What can be done below a guide. Where the window is narrow the words are short. */
export function guideKeys(_state: State, screen: GuideScreen, ground: Ground, look: Pick<Look, 'columns'>): Keys {
  return keysFor(screen, ground, look);
}

/** Which guide it is, below what was printed of it. */
export function guideView(_state: State, screen: GuideScreen, ground: Ground, look: Look): View {
  return { lines: frame(screen, ground, look), cursor: null };
}

/** How many rows stand below the text. */
export function guideRows(
  screen: GuideScreen,
  ground: Pick<Ground, 'isSandbox'>,
  { columns, rows }: Pick<Look, 'columns' | 'rows'>,
): number {
  return frame(screen, ground, { columns, rows, paint: (_, text) => text, spinner: '' }).length;
}

function frame(screen: GuideScreen, ground: Pick<Ground, 'isSandbox'>, look: Look): string[] {
  const { guide } = screen;
  const place = `guide ${things.indexOf(guide.thing) + 1} of ${things.length}`;
  const name = cutEnd(capital(guide.name), look.columns - widthOf(place) - 4);
  return ['', ` ${look.paint('bold', name)}  ${look.paint('dim', place)}`, ...keyLines(keysFor(screen, ground, look), look)];
}

function keysFor(screen: GuideScreen, ground: Pick<Ground, 'isSandbox'>, { columns }: Pick<Look, 'columns'>): Keys {
  const { guide, shown, value, command, back } = screen;
  const isWide = columns >= 60;
  const { clicks, commands, thing } = guide;
  const pastes = clicks.flatMap(({ paste }) => paste ?? []);
  const isWhole = shown >= pieceCount(guide);
  const [former, next, after] = [thingBeside(thing, -1), thingBeside(thing, 1), thingAfter(thing)];
  const copied = pastes[value];
  const count = commands.length > 1 ? ` ${command + 1} of ${commands.length}` : '';
  const away = back.at === 'fields' ? 'back to the field' : 'back';
  return [
    ['enter', !isWhole ? 'more' : after === null ? away : isWide ? `next: ${guideWord(after)}` : 'next'],
    ...(copied ? [['c', isWide ? `copy ${copied.name}` : 'copy'] as const] : []),
    ...(commands.length > 0 ? [['a', isWide ? `copy command${count}` : 'command'] as const] : []),
    ['o', isWide ? 'open page' : 'page'],
    ...(next && !(isWhole && after) ? [['n', isWide ? `next: ${guideWord(next)}` : 'next'] as const] : []),
    ...(former ? [['p', isWide ? `before: ${guideWord(former)}` : 'former'] as const] : []),
    ...(isWhole && after === null ? [] : [['esc', 'back'] as const]),
    ...(canProvision(screen, ground) ? [['s', isWide ? 'do it for me' : 'for me'] as const] : []),
    ['q', 'quit'],
  ];
}
