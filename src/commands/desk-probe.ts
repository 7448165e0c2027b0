import { listDeployments } from '../chain/deployments.js';
import type { Session } from '../chain/session.js';
import { auth0Checks } from '../checks/auth0.js';
import { azureOpenAiChecks } from '../checks/azure-openai.js';
import { defineCheck } from '../checks/check.js';
import type { Check, CheckContext } from '../checks/check.js';
import { entraChecks } from '../checks/entra.js';
import { knownOf } from '../checks/settings.js';
import { tokenChecks } from '../checks/token.js';
import { trustChecks } from '../checks/trust.js';
import type { Profile } from '../settings/profile.js';
import { scopeFor } from '../settings/scope.js';
import { probeFields } from '../ui/probes.js';
import type { Probed, ProbeName } from '../ui/probes.js';
import type { Args } from './args.js';
import { followChecks } from './follow.js';
import type { Io } from './io.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';

/** The checks behind each look: the same that a whole run makes, so that both say the same. */
const checksOf = {
  domain: only(auth0Checks, ['auth0.discovery', 'auth0.keys']),
  token: [...auth0Checks, ...tokenChecks],
  tenant: only(entraChecks, ['entra.tenant']),
  endpoint: only(azureOpenAiChecks, ['azure-openai.host']),
  trust: [...auth0Checks, ...tokenChecks, ...trustChecks],
} as const satisfies Partial<Record<ProbeName, readonly Check[]>>;

/** One look while values are entered. Of the values of other parties nothing is asked: they may still be to come. */
export async function probe(name: ProbeName, place: Place, { args, io }: { args: Args; io: Io }): Promise<Probed> {
  if (name === 'git') return { kind: 'git', isExposed: await isExposed(place, io) };
  const look = place.lookWith(probeFields[name]);
  if (name === 'deployments') return { kind: 'deployments', names: look ? await deployments(look, place) : [] };
  const context: CheckContext = { ...contextOf(place, io, { messages: [], complete: false }), session: look?.session ?? null };
  const settings = look ? [given(look.profile)] : [];
  return { kind: 'checks', report: await followChecks(place, context, { args, io, checks: [...settings, ...checksOf[name]] }) };
}

/** The settings of the look are good by what was asked of them, so they are only handed over. */
function given(profile: Profile): Check {
  return defineCheck({
    id: 'settings.values',
    title: 'the values of this look',
    needs: [],
    teaches: ['profile', 'credentials'],
    run(_, { settings }) {
      const credentials = settings.credentials ?? (profile.credential ? [profile.credential] : null);
      return { title: 'given', learned: { profile, ...(credentials && { credentials }) }, known: knownOf(profile) };
    },
  });
}

async function deployments({ profile, session }: { profile: Profile; session: Session }, { transport }: Place): Promise<string[]> {
  const answer = await session.entraToken(scopeFor(profile.openai.endpoint, profile.entra.authorityHost));
  return answer.ok ? listDeployments(profile.openai, { dataToken: answer.value.token, session }, transport) : [];
}

/** A sandbox's file holds nothing real. */
async function isExposed({ sandbox, envPath }: Place, { signal }: Io): Promise<boolean> {
  return sandbox === null && (await import('../tools/git.js')).isExposedToGit(envPath, signal);
}

function only(checks: readonly Check[], ids: readonly string[]): Check[] {
  return checks.filter(({ id }) => ids.includes(id));
}
