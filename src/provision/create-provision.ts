import { resolveTenant } from '../chain/entra.js';
import type { Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { recogniseEntra } from '../findings/recognise/entra.js';
import { fieldOf } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Profile } from '../settings/profile.js';
import type { SettingText } from '../settings/sources.js';
import { applyPlan } from './apply.js';
import { askedWith, askToken } from './ask-token.js';
import type { TokenParts } from './ask-token.js';
import { discoverAuth0, fillAuth0 } from './discover-auth0.js';
import { discoverAzure, fillAzure } from './discover-azure.js';
import type { EnvFacts, Facts } from './facts.js';
import { nothingSeen } from './facts.js';
import { learn } from './learn.js';
import type { Eyes } from './look.js';
import { knownOf, picksOf } from './picks.js';
import { differentIn, valuesOf } from './plan-env.js';
import { planOf } from './plan-of.js';
import type { Decisions, Plan } from './plan.js';
import type { Provision, Provisioned } from './provision.js';
import { textOf, wishesOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The env file, which is read and written by somebody else. */
export interface EnvStore {
  read(): EnvFacts;
  /** Merges the values into it; a sentence where it cannot be written. */
  save(values: Provisioned): Promise<string | null>;
}

/** What a provision is made of. */
interface ProvisionParts extends TokenParts {
  eyes: Omit<Eyes, 'hear'>;
  /** The settings as they were found. */
  texts: ReadonlyMap<FieldName, SettingText>;
  env: EnvStore;
  /** Why the env file cannot be read, where it cannot: what is in it would be a wish. */
  unreadable: Finding | null;
  /** Seconds to wait before a token is asked for again, where something was just made at Auth0. */
  pauses: readonly number[];
}

/** What is known at one moment, and what is wished. */
interface Standing {
  facts: Facts;
  wishes: Wishes;
}

/** Sets the connection up: looks at both sides, plans, and does what is missing. */
export function createProvision(parts: ProvisionParts): Provision & { known(): Known } {
  let standing: Standing | null = null;
  let shown: Plan | null = null;
  const planned = ({ facts, wishes }: Standing): Plan => planOf(facts, wishes);
  const valuesNow = ({ facts, wishes }: Standing): Provisioned => valuesOf(facts, picksOf(facts, wishes), wishes);
  return {
    /** What is known around the findings of the last look, for their words. */
    known: () => (standing ? knownOf(picksOf(standing.facts, standing.wishes), standing.wishes) : { ...nothingKnown, isOwn: true }),
    async look(decisions, hear = () => undefined) {
      standing = await discover(parts, decisions, hear);
      shown = planned(standing);
      return shown;
    },
    async apply(watch) {
      if (!standing || !shown) throw new TypeError('a plan is applied that nobody has seen');
      let now = standing;
      const outcomes = await applyPlan(
        shown,
        {
          eyes: parts.eyes,
          signal: parts.signal,
          envPath: now.facts.env.path,
          now: () => ({ plan: planned(now), values: valuesNow(now), isEnvRight: differentIn(now.facts.env, valuesNow(now)).length === 0 }),
          async learned(step, printed) {
            const facts = learn(now.facts, step, printed);
            now = facts ? await fill({ ...now, facts }, parts, parts.pauses) : await again(now, parts);
          },
          async write(values) {
            const problem = await parts.env.save(values);
            now = { ...now, facts: { ...now.facts, env: parts.env.read() } };
            return problem;
          },
        },
        watch,
      );
      standing = now;
      shown = planned(now);
      return { plan: shown, outcomes, values: valuesNow(now) };
    },
  };
}

async function discover(parts: ProvisionParts, decisions: Decisions, hear: Eyes['hear']): Promise<Standing> {
  const eyes = { ...parts.eyes, hear };
  const tenant = await tenantOf(wishesOf(parts.texts, decisions), parts);
  const given = wishesOf(parts.texts, decisions, tenant.id);
  const wishes = { ...given, unusable: [...(parts.unreadable ? [parts.unreadable] : []), ...given.unusable] };
  const found = tenant.finding;
  const [auth0, azure] = await Promise.all([
    discoverAuth0(eyes, wishes),
    found ? { ...nothingSeen.azure, subscriptions: { ok: false, finding: found } as const } : discoverAzure(eyes, wishes),
  ]);
  return fill({ facts: { auth0, azure, token: null, env: parts.env.read() }, wishes }, { ...parts, hear });
}

/** Everything is read anew: what was printed could not be understood. */
async function again({ facts, wishes }: Standing, parts: ProvisionParts): Promise<Standing> {
  const eyes = { ...parts.eyes, hear: () => undefined };
  const [auth0, azure] = await Promise.all([discoverAuth0(eyes, wishes), discoverAzure(eyes, wishes)]);
  return fill({ facts: { ...facts, auth0, azure, token: null }, wishes }, parts);
}

/** Reads what belongs to what was chosen, and the token once it can be had. */
async function fill(
  { facts, wishes }: Standing,
  parts: ProvisionParts & { hear?: Eyes['hear'] },
  pauses: readonly number[] = [],
): Promise<Standing> {
  const { hear = () => undefined } = parts;
  const eyes = { ...parts.eyes, hear };
  const [auth0, azure] = await Promise.all([fillAuth0(facts.auth0, eyes, wishes), fillAzure(facts.azure, eyes, wishes)]);
  if (auth0.secret?.ok) parts.transport.redactor.hide(auth0.secret.value);
  const filled = { ...facts, auth0, azure };
  const asked = facts.token === null ? askedWith(filled, wishes) : null;
  if (!asked) return { facts: filled, wishes };
  hear('the token');
  const token = await askToken(asked, parts, pauses);
  hear('the token', true);
  return { facts: { ...filled, token }, wishes };
}

/** A tenant that is named by its domain has an id, which Entra ID tells. */
async function tenantOf({ settings }: Wishes, { transport }: ProvisionParts): Promise<{ id: string | null; finding: Finding | null }> {
  const tenant = textOf(settings, 'AZURE_TENANT_ID');
  if (tenant === null || !tenant.includes('.')) return { id: null, finding: null };
  const authorityHost = textOf(settings, 'AZURE_AUTHORITY_HOST') ?? fieldOf('AZURE_AUTHORITY_HOST').default ?? '';
  const entra: Profile['entra'] = { authorityHost, tenant, clientId: '' };
  const answer = await resolveTenant(entra, transport);
  if (answer.ok) return { id: answer.value.id, finding: null };
  return { id: null, finding: recogniseEntra(answer.refusal, { entra, scope: '', decoded: null, credential: null }) };
}
