import { describeDifference } from '../findings/describe-difference.js';
import { readDifference } from '../findings/difference/read-difference.js';
import { suspicionsOf } from '../findings/suspicions.js';
import { findingOf } from '../checks/setting-finding.js';
import { knownOf } from '../checks/settings.js';
import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { claimNames, finding } from '../findings/finding.js';
import type { Origin } from '../report/explained.js';
import type { SettingReport } from '../report/report.js';
import { readEnv } from '../settings/env-file.js';
import { withOddLines } from '../settings/odd-lines.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { FederatedCredential, Profile } from '../settings/profile.js';
import { hideSecretsIn, secretsIn } from '../settings/secrecy.js';
import type { Secret } from '../settings/secret.js';
import { gatherSettings } from '../settings/sources.js';
import { reportsOf } from './setting-reports.js';
import type { Beginning } from './text-input.js';

/** The settings of a text as `check` would judge them, were it the env file. */
export interface ReadEnv {
  settings: SettingReport[];
  findings: Finding[];
  known: Partial<Known>;
  /** What it says of Azure's side; null where it says nothing. */
  credential: FederatedCredential | null;
  /** What of that copy no token can have that is asked for with these settings. */
  contradictions: string[];
  /** To be taken out of whatever is shown. */
  secrets: Secret[];
}

/** Reads a text as an env file. The environment and the flags are no part of it. */
export function readEnvText({ text, isUtf16 }: Beginning, origin: Origin): ReadEnv {
  const filePath = origin.kind === 'file' ? hideSecretsIn(origin.path) : 'the text';
  const texts = gatherSettings({ flags: new Map(), environment: {}, file: readEnv(text), filePath });
  const { profile, credential, problems: found } = parseSettings(texts);
  const problems = withOddLines(found, text);
  const regional = regionalIn(profile);
  // What was cleaned up of an address that has to be another one is no news.
  const isOfRegional = ({ code, evidence }: Finding): boolean =>
    regional.length > 0 && code === 'settings/normalised' && 'field' in evidence && evidence.field === 'AZURE_AOAI_ENDPOINT';
  return {
    settings: reportsOf(texts, problems),
    findings: [
      ...(isUtf16 && origin.kind === 'file' ? [inUtf16(filePath)] : []),
      ...problems.map(findingOf).filter((one) => !isOfRegional(one)),
      ...regional,
      ...conflictIn(text, filePath),
    ],
    known: profile === null ? {} : knownOf(profile),
    credential,
    contradictions: contradictionsIn(profile, credential),
    secrets: secretsIn(texts),
  };
}

/** Auth0 makes issuer and subject of the domain and the client id, and the audience is the one that is asked for. */
function contradictionsIn(profile: Profile | null, credential: FederatedCredential | null): string[] {
  if (profile === null || credential === null) return [];
  const { domain, clientId, audience } = profile.auth0;
  const expected = {
    issuer: [`https://${domain}/`, 'OIDC_ENDPOINT'],
    subject: [`${clientId}@clients`, 'OIDC_CLIENT_ID'],
    audience: [audience, 'OIDC_AUDIENCE'],
  } as const;
  const suspected = new Set(suspicionsOf(credential).map(({ field }) => field));
  return claimNames.flatMap((field) => {
    const [value, setting] = expected[field];
    const held = credential[field];
    if (held === null || held === value || suspected.has(field)) return [];
    return [
      `The ${field} is not the one that a token has by ${setting}: ${describeDifference(readDifference(field, value, held), `AZURE_FEDERATED_${field.toUpperCase()}`)}.`,
    ];
  });
}

/** The shared endpoint of a region, which takes keys only (Microsoft Learn, "Custom subdomain names for Azure AI services"). */
function regionalIn(profile: Profile | null): Finding[] {
  const host = profile === null ? '' : new URL(profile.openai.endpoint).host;
  const isRegional = /\.api\.cognitive\.(?:microsoft\.(?:com|us)|azure\.cn)$/.test(host);
  return isRegional ? [finding('azure-openai/subdomain-required', { host })] : [];
}

/** What the SDKs of OpenAI read by themselves, once such a file is loaded into the environment (facts: openai 7, Azure SDKs). */
function conflictIn(text: string, file: string): Finding[] {
  const variables = [...readEnv(text).keys()].filter((name) => name === 'AZURE_OPENAI_API_KEY' || name === 'OPENAI_BASE_URL');
  return variables.length > 0 ? [finding('tool/environment-conflict', { variables, file })] : [];
}

/** Read here all the same; whatever else reads env files does not. */
function inUtf16(path: string): Finding {
  return finding('settings/file-unreadable', { path, problem: 'binary', detail: 'every other byte is NUL', isUtf16: true });
}
