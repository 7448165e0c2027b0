import type { CheckId } from '../../checks/check.js';
import { guideWord } from '../../findings/guide/guides.js';
import { passes } from '../../findings/passes.js';
import { paintNothing } from '../../report/marks.js';
import { commandTool } from '../../report/steps.js';
import type { Report } from '../../report/report.js';
import type { Keys, Look } from '../look.js';
import { keyLines } from '../look.js';
import type { ApplyScreen, PlanScreen } from '../provision/provision-screens.js';
import type { DiagnosisScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { thingOfCause } from '../setup/guide-places.js';
import { extentOf } from './diagnosis-page.js';
import type { Remedy } from './diagnosis-ways.js';
import { commandIn, hasAnswer, isOfRun, messageIn, pageIn, remedyOf, repairOf, valueIn } from './diagnosis-ways.js';

/** A key, its words, and fewer words for where there is less room. */
type Offered = readonly [key: string, words: string, short: string];

/** What can be done below an explanation: first what solves it. Words are dropped before the keys take a line too many. */
export function diagnosisKeys(
  state: Pick<State, 'review' | 'report' | 'whole'>,
  screen: DiagnosisScreen,
  ground: Pick<Ground, 'isSandbox'>,
  { columns }: Pick<Look, 'columns'>,
): Keys {
  const offered = [...leadingKeys(screen), ...mendingKeys(screen, ground), ...checkingKeys(state, screen), ...otherKeys(state, screen)];
  const most = columns < 60 ? 3 : 2;
  // The report is at hand in the list of causes, too: where its key takes the room of what solves the cause, it is not told here.
  const others = offered.filter(([key]) => key !== 'h');
  const choices = [...shortened(offered).slice(0, -1), ...shortened(others)];
  const fitting = choices.find((keys) => keyLines(keys, { columns, paint: paintNothing }).length <= most);
  return fitting ?? choices.at(-1) ?? [];
}

/** All keys with ever fewer words. They are shortened from the end: the first say what will happen. */
function shortened(offered: readonly Offered[]): Keys[] {
  return Array.from({ length: offered.length + 1 }, (_, less) => offered.length - less).map((whole) =>
    offered.map(([key, words, short], at) => [key, at < whole ? words : short] as const),
  );
}

/** Enter, where it leads back to what the explanation interrupted. */
function leadingKeys(screen: DiagnosisScreen): Offered[] {
  const { unsent, pasted } = screen;
  if (unsent !== null) return [['enter', 'back to the prompt', 'prompt']];
  if (planBehind(screen) !== null) return [['enter', 'look again', 'look']];
  const size = pasted?.offer?.size ?? 0;
  const left = size === 0 && pasted !== null ? leftOf(screen) : null;
  if (left !== null) return [['enter', left, 'more']];
  return size === 0 ? [] : [['enter', size === 1 ? 'fill in one value' : `fill in ${size} values`, 'fill in']];
}

function mendingKeys(screen: DiagnosisScreen, ground: Pick<Ground, 'isSandbox'>): Offered[] {
  const diagnosis = screen.diagnoses[screen.index];
  if (!diagnosis) return [];
  const remedy = remedyOf(diagnosis, ground);
  const repair = repairOf(diagnosis, ground);
  const page = pageIn(diagnosis);
  const command = commandIn(diagnosis);
  const keys: (Offered | null | false)[] = [
    remedy && ['y', remedyWords(remedy), remedy.kind === 'mend' ? 'mend' : 'set'],
    repair && ['d', repair === 'change' ? 'do it from here' : 'look from here', repair === 'change' ? 'do it' : 'look'],
    valueIn(diagnosis) && ['c', 'copy the value', 'copy'],
    command && ['a', `${commandTool(command.command)} command`, commandTool(command.command) ?? ''],
    page && ['o', pageWord(page), 'page'],
    messageIn(diagnosis) && ['m', 'message for an admin', 'admin'],
    hasAnswer(diagnosis) && !screen.also?.includes('said') && ['r', 'raw answer', 'raw'],
  ];
  return keys.filter((key) => key !== null && key !== false);
}

/** What the page is, by its host: a name in the rest of the address may be anything. */
function pageWord({ url }: { url: string }): string {
  if (url.startsWith('https://manage.auth0.com/')) return 'dashboard';
  return /^https:\/\/portal\.azure\.[a-z]+\//.test(url) ? 'portal' : 'page';
}

/** What a yes does, by name: nothing is set that was not named. */
function remedyWords(remedy: Remedy): string {
  if (remedy.kind === 'mend') return 'do this in the sandbox';
  const [first, second] = remedy.settings;
  return second ? `set ${remedy.settings.length} values and check` : `set ${first?.name} and check`;
}

/** Without usable values nothing can be checked. Enter does it, where it is not taken. */
function checkingKeys({ review }: Pick<State, 'review'>, screen: DiagnosisScreen): Offered[] {
  if (!review.isUsable) return [];
  const failed = failedCheck(screen);
  return [
    [checkKeyOf(screen), 're-check', 'check'],
    ...(failed === null ? [] : [['f', 'check all', 'all'] as const]),
    ...(canWait(screen) ? [['w', 'wait', 'wait'] as const] : []),
  ];
}

function otherKeys(state: Pick<State, 'report' | 'whole'>, screen: DiagnosisScreen): Offered[] {
  const { diagnoses, index, pasted, back } = screen;
  const left = leftOf(screen);
  const thing = thingOfCause(screen);
  return [
    ...(diagnoses.length > 1 ? [['n', `next of ${diagnoses.length}`, `${index + 1}/${diagnoses.length}`] as const] : []),
    ['e', 'edit values', 'edit'],
    ...(thing === null ? [] : [['g', `make the ${guideWord(thing)}`, 'make'] as const]),
    ...(reportBehind(state, screen) ? [['h', 'report', 'report'] as const] : []),
    ['x', 'another error', 'new'],
    ...(left === null || (pasted !== null && !pasted.offer) ? [] : [['s', left, 'more'] as const]),
    ...(pasted === null && !back ? [] : [['esc', 'back', 'up'] as const]),
    ['q', 'quit', 'quit'],
  ];
}

/** The key that checks again. What was pasted is explained at once, so that the Enter that follows a paste means something else. */
export function checkKeyOf(screen: DiagnosisScreen): 'enter' | 'k' {
  return screen.unsent === null && screen.pasted === null && planBehind(screen) === null ? 'enter' : 'k';
}

/** The plan that the cause is in the way of: it is looked at again once something was done about it. */
export function planBehind({ back }: Pick<DiagnosisScreen, 'back'>): PlanScreen | ApplyScreen | null {
  return back?.at === 'plan' || back?.at === 'apply' ? back : null;
}

/** The check that found the cause; null for one that no run has found. */
export function failedCheck({ diagnoses, index }: DiagnosisScreen): CheckId | null {
  const diagnosis = diagnoses[index];
  return diagnosis && isOfRun(diagnosis) ? diagnosis.check : null;
}

/** The run that has found the cause, for a page that is handed on; null for one that was pasted, or found while values were typed. */
export function reportBehind({ report, whole }: Pick<State, 'report' | 'whole'>, { diagnoses, index }: DiagnosisScreen): Report | null {
  const diagnosis = diagnoses[index];
  if (!diagnosis || !isOfRun(diagnosis)) return null;
  const isOf = (one: Report | null): boolean => one?.diagnoses.includes(diagnosis) ?? false;
  return isOf(whole) ? whole : isOf(report) ? report : null;
}

/** Whether time may be all it takes: what is waited for is the root cause of a run. */
export function canWait({ diagnoses: [first], pasted }: Pick<DiagnosisScreen, 'diagnoses' | 'pasted'>): boolean {
  return pasted === null && first !== undefined && isOfRun(first) && passes.has(first.code);
}

/** What is not printed yet of the cause, in words; null when all of it is. */
export function leftOf({ diagnoses, index, shown, told }: DiagnosisScreen): string | null {
  const diagnosis = diagnoses[index];
  if (!diagnosis) return null;
  if (told !== undefined && told < extentOf(diagnosis).told) return 'more';
  const left = diagnosis.fix.length - shown;
  return left === 0 ? null : left === 1 ? 'one more way' : `${left} more ways`;
}
