import { fieldOf } from './fields.js';
import type { SettingProblem } from './profile.js';

type Swapped = Extract<SettingProblem, { kind: 'swapped' }>;

/** To a setting that holds another one's value, its own value where another one holds that. Never the secret: its problems have no value. */
export function withHeld(problems: readonly SettingProblem[]): SettingProblem[] {
  const swapped = problems.filter((problem) => problem.kind === 'swapped' && !problem.twin) as Swapped[];
  return problems.map((problem) => {
    const held = swapped.includes(problem as Swapped) ? heldFor(problem as Swapped, swapped) : null;
    return held ? { ...problem, ...held } : problem;
  });
}

function heldFor(problem: Swapped, swapped: readonly Swapped[]): Pick<Swapped, 'held'> | null {
  const own = fieldOf(problem.field);
  for (const { field, value, belongsTo } of own.secret ? [] : swapped) {
    const isOurs = field !== problem.field && (belongsTo === problem.field || problem.belongsTo === field);
    const parsed = isOurs && value !== null ? own.parse(value) : null;
    if (parsed?.ok) return { held: { field, value: parsed.value } };
  }
  return null;
}
