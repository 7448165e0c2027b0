import type { Exported, ExportKind } from '../../export/kind.js';
import { exportKinds } from '../../export/kind.js';
import type { Report } from '../../report/report.js';
import type { Key } from '../keys.js';
import { startReport } from '../openings.js';
import type { ExportScreen } from '../screens.js';
import { openField } from '../setup/openings.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, sending, starting } from '../state.js';
import type { Offered, Saved } from './exporting.js';

/** Opens the list with one kind chosen. The report is that of the last whole check, unless the screen behind is about another run. */
export function openExport(
  state: State,
  back: ExportScreen['back'],
  { kind = 'typescript', report = state.whole }: { kind?: ExportKind; report?: Report | null } = {},
): State {
  const screen: ExportScreen = { at: 'export', index: exportKinds.indexOf(kind), offers: null, printed: [], isFolded: false, back };
  return starting({ ...state, screen }, { kind: 'export', report });
}

/** Remembers the last report of all checks: one of a prompt alone is no page for a colleague. */
export function withWhole(state: State): State {
  const { report, whole } = state;
  const isWhole = report !== null && report.checks.some(({ id }) => id === 'settings.required');
  return isWhole && report !== whole ? { ...state, whole: report } : state;
}

/** All kinds, as they can be had with these settings. */
export function afterExporting(state: State, screen: ExportScreen, offers: readonly Offered[]): State {
  return { ...state, work: null, screen: { ...screen, offers } };
}

/** The file is there, or it is not; either is in sight above. */
export function afterSaving(state: State, screen: ExportScreen, saved: Saved): State {
  const past = saved.ok ? ({ kind: 'saved', ...saved } as const) : ({ kind: 'note', text: saved.sentence } as const);
  return { ...printed(state, past), work: null, screen: { ...screen, isFolded: true } };
}

/** The kind that is chosen, once it is there. */
export function chosenOffer({ offers, index }: ExportScreen): Offered | null {
  return offers?.[index] ?? null;
}

/** The key of each kind, in their order: after nine a list has no more digits than 0, and a report is the letter that it is on other screens. */
export const kindKeys: readonly string[] = exportKinds.map((kind, at) => (kind === 'report' ? 'h' : String((at + 1) % 10)));

/** Unfolded, for whoever hears it: there is nothing to be folded away. */
export function unfolded(state: State): State {
  const { screen } = state;
  return screen.at === 'export' && screen.isFolded ? { ...state, screen: { ...screen, isFolded: false } } : state;
}

/** One key at the list. */
export function pressInExport(state: State, screen: ExportScreen, key: Key, ground: Ground): State {
  // While a file is written its name is still to come.
  if (state.work?.kind === 'save') return state;
  const { length } = exportKinds;
  switch (key.kind) {
    case 'up':
      return choose(state, screen, (screen.index + length - 1) % length);
    case 'down':
      return choose(state, screen, (screen.index + 1) % length);
    case 'enter':
      return enter(state, screen, ground);
    case 'escape':
      // What was printed stands above a list that is folded: first the list comes back.
      return screen.isFolded ? { ...state, screen: { ...screen, isFolded: false } } : { ...state, work: null, screen: screen.back };
    case 'ctrl':
      return key.letter === 'd' ? leaving(state) : state;
    case 'text':
      return pressText(state, key.text);
    default:
      return state;
  }
}

function choose(state: State, screen: ExportScreen, index: number): State {
  return exportKinds[index] ? { ...state, screen: { ...screen, index, isFolded: false } } : state;
}

/** A slow line delivers several keys as one text. */
function pressText(state: State, text: string): State {
  return text.split('').reduce((one, key) => (one.screen.at === 'export' ? pressOne(one, one.screen, key) : one), state);
}

function pressOne(state: State, screen: ExportScreen, letter: string): State {
  if (state.exit !== null || state.work?.kind === 'save') return state;
  const named = kindKeys.indexOf(letter);
  if (named !== -1) return choose(state, screen, named);
  if (letter === 'q') return leaving(state);
  const exported = chosenOffer(screen)?.exported ?? null;
  if (exported === null) return state;
  if (letter === 's') return starting(state, { kind: 'save', exported });
  return letter === 'c' ? copied(state, screen, exported) : state;
}

/** A clipboard far away does not answer, so what is copied stands above to be read, too. */
function copied(state: State, screen: ExportScreen, exported: Exported): State {
  const isAbove = screen.printed.includes(exported.kind);
  const next = isAbove ? { ...state, screen: { ...screen, isFolded: true } } : printedWhole(state, screen, exported);
  return sending(next, { kind: 'copy', text: exported.text, as: exported.fileName });
}

/** The whole text above the screen, where it can be read and selected; what it lacks, where it is not there. */
function enter(state: State, screen: ExportScreen, ground: Ground): State {
  const offer = chosenOffer(screen);
  if (offer === null) return state;
  if (offer.exported) return printedWhole(state, screen, offer.exported);
  const [first] = offer.lacks;
  if (first === undefined) return startReport(state, screen.back);
  const at = ground.fields.findIndex(({ name }) => name === first);
  return openField(state, ground, at === -1 ? ground.fields.length : at);
}

function printedWhole(state: State, screen: ExportScreen, exported: Exported): State {
  const next: ExportScreen = { ...screen, printed: [...screen.printed, exported.kind], isFolded: true };
  return { ...printed(state, { kind: 'exported', exported }), screen: next };
}
