import { listed } from '../../findings/quote.js';
import type { Plan } from '../../provision/plan.js';
import { paintNothing } from '../../report/marks.js';
import { fold } from '../cells.js';
import { rowsOf } from '../explain/diagnosis-lines.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, lowRows } from '../look.js';
import type { Ground, State } from '../state.js';
import { planLines, shortStep } from './plan-lines.js';
import { enterOf } from './plan-state.js';
import type { PlanScreen } from './provision-screens.js';
import { canApply, commandsOf, doingOf, leftOut } from './standing.js';
import { countWords } from '../../provision/step-words.js';

export function planKeys(state: State, screen: PlanScreen, _ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  const { looked, known, about } = screen;
  const isWide = columns >= 60;
  const enter = enterOf(screen);
  const words = { apply: 'yes, do it', check: 'check', explain: 'what is wrong', look: 'look again' };
  const isDead = enter === 'check' && !state.review.isUsable;
  return [
    ...(isDead ? [] : [['enter', words[enter]] as const]),
    ['esc', canApply(looked) ? 'no' : 'back'],
    ...(known.length > 0 ? [['d', isWide ? 'decide differently' : 'decide'] as const] : []),
    ...(commandsOf(looked.plan).length > 0 ? [['s', isWide ? 'all commands' : 'commands'] as const] : []),
    ...(looked.causes.length > 0 && enter !== 'explain' ? [['x', isWide ? 'what is wrong' : 'why'] as const] : []),
    ...(enter === 'look' ? [] : [['r', isWide ? 'look again' : 'again'] as const]),
    ...(about === 'connection' ? [['e', isWide ? 'enter values' : 'values'] as const] : []),
    ['q', 'quit'],
  ];
}

/**
 * The question below the plan. Where the plan is higher than the window, its steps are listed once more, so that all that a yes is given to
 * is seen at one look; where there is none to give, what stands in the way is in sight.
 */
export function planView(state: State, screen: PlanScreen, ground: Ground, look: Look): View {
  const { columns, paint, rows } = look;
  const { plan } = screen.looked;
  const gap = rows < lowRows ? [] : [''];
  const bottom = [...gap, ...keyLines(planKeys(state, screen, ground, look), look)];
  const head = fold(`The plan: ${countWords(plan)}`, columns - 2).map((line) => ` ${paint('bold', line)}`);
  const words = fold(questionWords(screen), Math.min(columns, 80) - 2).map((line) => ` ${line}`);
  const list = plan.steps.map((step) => shortStep(step, look));
  const room = heightOf(look) - gap.length - head.length - words.length - bottom.length;
  const isInSight = rowsOf(planLines(screen.looked, { columns, paint: paintNothing }), columns) <= room;
  const isListed = canApply(screen.looked) && !isInSight && list.length + gap.length <= room;
  const shown = isListed ? [...list, ...gap] : [];
  return { lines: [...gap, ...head, ...shown, ...words, ...bottom], cursor: null };
}

/** What a yes means, or why there is none to give. */
export function questionWords({ looked: { plan, causes }, about }: PlanScreen): string {
  if (canApply({ plan, causes })) {
    const left = leftOut(plan).length;
    const out = left === 0 ? '' : ` ${left === 1 ? 'One step is' : `${left} steps are`} left out.`;
    return `${left === 0 ? 'Do it' : 'Do what can be done'}${placesOf(plan)}?${out} The commands above are run as they stand, one after another, with your own auth0 and az. Nothing is deleted.`;
  }
  if (plan.steps.every(({ state }) => state === 'right')) return 'Everything is there, and as it has to be. There is nothing to do.';
  const seen = plan.steps.every(({ state }) => state === 'unknown') ? 'Nothing' : 'Not all of it';
  if (causes.length > 0) return `${seen} could be looked at, so nothing is done. ${byHand[about]}`;
  return 'What is left is for others to do. Nothing can be done from here now.';
}

const byHand = {
  connection: 'The commands above are yours to run, or set it up by hand.',
  'post-deployment': 'The commands above are yours to run.',
};

/** Whose accounts are changed, by those that something is done in. */
function placesOf(plan: Plan): string {
  const places = new Set(doingOf(plan).map(({ where }) => where));
  const { tenant = null, subscription = null } = plan.accounts ?? {};
  const named = [places.has('auth0') ? tenant : null, places.has('azure') && subscription ? subscription.name : null];
  const names = named.filter((name) => name !== null);
  return names.length === 0 ? '' : `, in ${listed(names)}`;
}
