import { guideOf } from '../../findings/guide/guides.js';
import type { Thing } from '../../findings/guide/things.js';
import { thingAfter, thingBeside } from '../../findings/guide/things.js';
import type { Key } from '../keys.js';
import type { GuideScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, sending } from '../state.js';
import { pieceCount, piecesThatFit } from './guide-lines.js';
import { guideRows } from './guide-view.js';
import { openProvision } from '../provision/openings.js';
import { canProvision } from './guide-places.js';
import { knownValues } from './known-values.js';
import { failedLook } from './probe-lines.js';
import { probing } from './probing.js';

/** Opens the guide to a thing, and prints as much of it as fits. Behind it everything stays as it is. */
export function openGuide(state: State, ground: Ground, thing: Thing, back: GuideScreen['back']): State {
  const guide = guideOf(thing, knownValues(state, ground));
  return more(state, { at: 'guide', guide, shown: 0, value: 0, command: 0, back }, ground);
}

/** One key below a guide. */
export function pressInGuide(state: State, screen: GuideScreen, key: Key, ground: Ground): State {
  if (key.kind === 'enter') return goOn(state, screen, ground);
  if (key.kind === 'escape') return goBack(state, screen, ground);
  if (key.kind === 'ctrl') return key.letter === 'd' ? leaving(state) : state;
  if (key.kind !== 'text') return state;
  const beside = (steps: 1 | -1): State => {
    const thing = thingBeside(screen.guide.thing, steps);
    return thing === null ? state : openGuide(state, ground, thing, screen.back);
  };
  switch (key.text) {
    case 'c':
      return copyValue(state, screen);
    case 'a':
      return copyCommand(state, screen);
    case 'o':
      return sending(state, { kind: 'open', url: screen.guide.url });
    case 'n':
      return beside(1);
    case 'p':
      return beside(-1);
    case 's':
      return canProvision(screen, ground) ? openProvision(state, 'connection', screen) : state;
    case 'q':
      return leaving(state);
    default:
      return state;
  }
}

/** The next part, then what has to be made in one go with it, then back. */
function goOn(state: State, screen: GuideScreen, ground: Ground): State {
  if (screen.shown < pieceCount(screen.guide)) return more(state, screen, ground);
  const next = thingAfter(screen.guide.thing);
  return next === null ? goBack(state, screen, ground) : openGuide(state, ground, next, screen.back);
}

/** Back to where it was opened. What a live look did not find before may be there now, so that it looks again. */
function goBack(state: State, { back }: GuideScreen, ground: Ground): State {
  const returned: State = { ...state, screen: back };
  if (back.at !== 'fields') return returned;
  const names = [...state.probes.keys()].filter((name) => failedLook(state, [name]) !== null);
  const probes = new Map([...state.probes].filter(([name]) => !names.includes(name)));
  return probing({ ...returned, probes }, ground, names);
}

function more(state: State, screen: GuideScreen, ground: Ground): State {
  const { guide, shown: from } = screen;
  const { columns, rows } = state;
  const to = piecesThatFit(guide, from, { columns, rows: rows - 1 - guideRows(screen, ground, state) });
  return { ...printed(state, { kind: 'guide', guide, from, to }), screen: { ...screen, shown: to } };
}

/** One value after the other, and then from the beginning again. */
function copyValue(state: State, screen: GuideScreen): State {
  const pastes = screen.guide.clicks.flatMap(({ paste }) => paste ?? []);
  const text = pastes[screen.value]?.value;
  if (text === undefined) return state;
  return sending({ ...state, screen: { ...screen, value: (screen.value + 1) % pastes.length } }, { kind: 'copy', text });
}

function copyCommand(state: State, screen: GuideScreen): State {
  const { commands } = screen.guide;
  const text = commands[screen.command]?.command;
  if (text === undefined) return state;
  return sending({ ...state, screen: { ...screen, command: (screen.command + 1) % commands.length } }, { kind: 'copy', text });
}
