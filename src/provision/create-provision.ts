import type { Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import { applyPlan } from './apply.js';
import type { Doing } from './apply.js';
import { learn } from './learn.js';
import { knownOf, picksOf } from './picks.js';
import { differentIn, valuesOf } from './plan-env.js';
import { planOf } from './plan-of.js';
import type { Plan } from './plan.js';
import type { Provision, Provisioned } from './provision.js';
import { again, discover, fill } from './standing.js';
import type { ProvisionParts, Standing } from './standing.js';

/** Sets the connection up: looks at both sides, plans, and does what is missing. `known` is for the words of what the last look found. */
export function createProvision(parts: ProvisionParts): Provision & { known(): Known } {
  let standing: Standing | null = null;
  let shown: Plan | null = null;
  let lookedAt = 0;
  return {
    known: () => (standing ? knownOf(picksOf(standing.facts, standing.wishes), standing.wishes) : { ...nothingKnown, isOwn: true }),
    async look(decisions, hear = () => undefined) {
      standing = await discover(parts, decisions, hear);
      lookedAt = parts.now().getTime();
      shown = planned(standing);
      return shown;
    },
    async apply(watch) {
      if (!standing || !shown) throw new TypeError('a plan is applied that nobody has seen');
      // A plan may have stood on a screen for an hour. What has changed since then was shown to nobody, and is not done.
      if (parts.now().getTime() - lookedAt > freshMs) standing = await again(standing, parts);
      const { doing, now } = startFrom(standing, parts);
      const outcomes = await applyPlan(shown, doing, watch);
      standing = now();
      lookedAt = parts.now().getTime();
      shown = planned(standing);
      return { plan: shown, outcomes, values: valuesIn(standing) };
    },
  };
}

/** So long a look is as good as a new one. */
const freshMs = 20_000;

function planned({ facts, wishes }: Standing): Plan {
  return planOf(facts, wishes);
}

function valuesIn({ facts, wishes }: Standing): Provisioned {
  return valuesOf(facts, picksOf(facts, wishes), wishes);
}

/** What a run works with, and where it has come to. */
function startFrom(first: Standing, parts: ProvisionParts): { doing: Doing; now: () => Standing } {
  let now = first;
  const { eyes, signal, env } = parts;
  const doing: Doing = {
    eyes,
    signal,
    envPath: first.facts.env.path,
    now() {
      const values = valuesIn(now);
      return { plan: planned(now), values, isEnvRight: differentIn(now.facts.env, values).length === 0 };
    },
    async learned(step, printed) {
      const facts = learn(now.facts, step, printed);
      now = facts ? await fill({ ...now, facts }, parts, parts.pauses) : await again(now, parts);
    },
    async write(values) {
      const problem = await env.save(values);
      now = { ...now, facts: { ...now.facts, env: env.read() } };
      return problem;
    },
  };
  return { doing, now: () => now };
}
