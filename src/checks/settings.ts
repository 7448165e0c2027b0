import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import type { FederatedCredential, Profile, SettingProblem } from '../settings/profile.js';
import { defineCheck } from './check.js';
import { findingOf } from './setting-finding.js';

export const settingsChecks = [
  defineCheck({
    id: 'settings.required',
    title: 'every required value is there',
    needs: [],
    teaches: ['profile', 'credentials'],
    async run(_, { settings, signal }) {
      // What a file that cannot be read may hold is not missing.
      if (settings.unreadable) return { title: 'the env file cannot be read', findings: [settings.unreadable] };
      const findings = settings.problems.filter((problem) => isRequired(problem, settings.profile)).map(findingOf);
      const count = findings.length;
      const title = count === 0 ? 'every required value is there' : `${count === 1 ? 'one value is' : `${count} values are`} missing`;
      // The forecast is made here, where nothing waits for it.
      const { secretFile } = settings;
      const isExposed = secretFile !== null && (await (await import('../tools/git.js')).isExposedToGit(secretFile, signal));
      return { title, findings: isExposed ? [...findings, finding('settings/secret-exposed', { path: secretFile })] : findings };
    },
  }),
  defineCheck({
    id: 'settings.values',
    title: 'the values can be what they should be',
    needs: [],
    teaches: ['profile', 'credentials'],
    run(_, context) {
      const { profile, problems, credentials } = context.settings;
      const findings = problems.filter(({ kind }) => kind !== 'missing').map(findingOf);
      if (!profile && findings.length === 0) return { idle: 'not judged while values are missing', because: 'settings.required' };
      if (!profile) return { title: 'not all values can be used', findings };
      const learned = { profile, ...(credentials && { credentials }) };
      return { title: usableTitle(findings), findings, learned, known: { ...knownOf(profile), ...copyOf(credentials ?? []) } };
    },
  }),
];

/** What stands in the line where there are too many findings for each to be told there. */
function usableTitle(findings: readonly Finding[]): string {
  const cleaned = findings.filter(({ code }) => code === 'settings/normalised').length;
  if (cleaned === 0) return 'each can be what it should be';
  return `${cleaned === 1 ? '1 value was' : `${cleaned} values were`} cleaned up before use`;
}

/** When only the deployment is missing, everything before it can be checked; the last group reports it, where a list is at hand. */
function isRequired(problem: SettingProblem, profile: Profile | null): boolean {
  return problem.kind === 'missing' && (profile === null || problem.field !== 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME');
}

type Holder = NonNullable<FederatedCredential['holder']>;

/** Whose copy of Azure's side was given, and what the client id belongs to, when all credentials of it are of one holder. */
export function copyOf(credentials: readonly FederatedCredential[]): Partial<Known> {
  const copy = credentials[0]?.source ?? null;
  const [holder, ...others] = credentials.map((credential) => credential.holder);
  if (!holder || others.some((other) => !isSame(holder, other))) return { copy };
  return { copy, identity: holder.kind, identityName: holder.name, identityGroup: holder.resourceGroup ?? null };
}

function isSame(one: Holder, other: Holder | undefined): boolean {
  return other?.kind === one.kind && other.name === one.name && other.resourceGroup === one.resourceGroup;
}

/** What the settings give to the words. */
export function knownOf(profile: Profile): Partial<Known> {
  const { auth0, entra, openai } = profile;
  return {
    domain: auth0.domain,
    oidcClientId: auth0.clientId,
    audience: auth0.audience,
    tenant: entra.tenant,
    azureClientId: entra.clientId,
    authorityHost: entra.authorityHost,
    endpoint: openai.endpoint,
    deployment: openai.deployment,
    apiVersion: openai.apiVersion,
  };
}
