import type { CheckContext } from '../checks/check.js';
import type { Finding } from '../findings/finding.js';
import type { SettingReport } from '../report/report.js';
import { readEnv } from '../settings/env-file.js';
import { loadEnvFile } from '../settings/env-load.js';
import type { FieldName } from '../settings/field-name.js';
import { nearFiles } from '../settings/near-files.js';
import { withNoFile, withOddLines } from '../settings/odd-lines.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { FederatedCredential, NoFile, Profile } from '../settings/profile.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { gatherSettings } from '../settings/sources.js';
import type { SettingText } from '../settings/sources.js';
import type { Args } from './args.js';
import type { Refused } from './given.js';
import { readCredentials, readSecret, settingsOf, unreadableOf } from './given.js';
import type { Io } from './io.js';
import { reportsOf } from './setting-reports.js';

/** The settings as they were found, parsed and judged, without any way out: it takes nothing but the command line and files. */
export interface FoundSettings {
  texts: ReadonlyMap<FieldName, SettingText>;
  profile: Profile | null;
  settings: CheckContext['settings'];
  reports: SettingReport[];
  envPath: string;
  /** The env file's text as it was read; null when there is none. */
  envText: string | null;
  isSandbox: boolean;
}

/** What they are made of. */
export interface Sources {
  texts: ReadonlyMap<FieldName, SettingText>;
  unreadable: Finding | null;
  /** From the command line; null when none were named there. */
  credentials: FederatedCredential[] | null;
  /** The variables that lead to a proxy and to certificates. */
  env: Io['env'];
  /** The file the settings were read from; null when they come from none. */
  settingsFile: string | null;
  envPath: string;
  envText: string | null;
  noFile?: NoFile | null;
  isSandbox: boolean;
}

/** Reads the settings from every source: the command line, the environment and the env file. */
export async function findSources(args: Args, io: Io): Promise<{ ok: true; sources: Sources } | Refused> {
  if (args.faults.length > 0) return { ok: false, problem: '--fault plants a fault in the sandbox.', hint: 'Add --sandbox.' };
  const pasted = await readCredentials(args, io);
  if (!pasted.ok) return pasted;
  const secret = await readSecret(args, io);
  if (!secret.ok) return secret;
  const filePath = args.envFile ?? '.env';
  const loaded = loadEnvFile(filePath);
  const text = loaded.ok ? loaded.text : '';
  const flags = new Map([...args.settings, ...settingsOf(pasted.credentials)]);
  if (secret.text !== null) flags.set('OIDC_CLIENT_SECRET', secret.text);
  return {
    ok: true,
    sources: {
      texts: gatherSettings({ flags, environment: io.env, file: readEnv(text), filePath }),
      unreadable: unreadableOf(filePath, loaded, args),
      credentials: pasted.credentials,
      env: io.env,
      settingsFile: filePath,
      envPath: filePath,
      envText: loaded.ok && loaded.exists ? text : null,
      noFile: loaded.ok && !loaded.exists ? { path: hideSecretsIn(filePath), near: nearFiles(filePath) } : null,
      isSandbox: false,
    },
  };
}

/** Parses and judges them, once. */
export function judged(sources: Sources): FoundSettings {
  const { texts, unreadable, credentials, settingsFile, envPath, envText, noFile = null, isSandbox } = sources;
  const { profile, problems: found } = parseSettings(texts);
  const problems = withNoFile(withOddLines(found, settingsFile === envPath ? (envText ?? '') : ''), envText === null ? noFile : null);
  const hasFileSecret = texts.get('OIDC_CLIENT_SECRET')?.source === settingsFile;
  const stored = profile?.credential ? [profile.credential] : null;
  return {
    texts,
    profile,
    settings: { profile, problems, unreadable, credentials: credentials ?? stored, secretFile: hasFileSecret ? settingsFile : null },
    reports: reportsOf(texts, problems),
    envPath,
    envText,
    isSandbox,
  };
}
