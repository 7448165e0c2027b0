import type { CheckContext } from '../checks/check.js';
import type { Message } from '../chain/azure-openai.js';
import type { Assertions } from '../chain/assertions.js';
import { createAssertions } from '../chain/assertions.js';
import type { Exchange } from '../chain/exchange.js';
import type { Session } from '../chain/session.js';
import { createSession } from '../chain/session.js';
import type { Transport } from '../chain/transport.js';
import { createTransport } from '../chain/transport.js';
import type { Finding } from '../findings/finding.js';
import { printable } from '../report/printable.js';
import type { SettingReport } from '../report/report.js';
import type { Sandbox } from '../sandbox/start.js';
import { readEnv } from '../settings/env-file.js';
import { loadEnvFile } from '../settings/env-store.js';
import type { FieldName } from '../settings/field-name.js';
import { nearFiles } from '../settings/near-files.js';
import { withNoFile, withOddLines } from '../settings/odd-lines.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { FederatedCredential, NoFile, Profile } from '../settings/profile.js';
import { secretsIn, hideSecretsIn } from '../settings/secrecy.js';
import { gatherSettings } from '../settings/sources.js';
import type { SettingText } from '../settings/sources.js';
import type { Args } from './args.js';
import type { Refused } from './given.js';
import { checkQuestion } from './question.js';
import { readCredentials, readSecret, settingsOf, unreadableOf } from './given.js';
import { readFaults, settingsIn } from './sandbox-settings.js';
import type { Io } from './io.js';
import { reportsOf } from './setting-reports.js';

/** Everything a run stands on: the settings as found, the transport and the session made of them, and the sandbox if it is one. */
export interface Place {
  texts: ReadonlyMap<FieldName, SettingText>;
  profile: Profile | null;
  settings: CheckContext['settings'];
  reports: SettingReport[];
  envPath: string;
  /** The env file's text as it was read; null when there is none. */
  envText: string | null;
  transport: Transport;
  session: Session | null;
  sandbox: Sandbox | null;
  /** The same place with other values, for the screen on which they are edited. It has a transport and a session of its own; an assertion is asked for anew only where something at Auth0 changed. */
  withTexts(texts: ReadonlyMap<FieldName, SettingText>, envText: string | null): Place;
  /** A look at one party, for which these settings have to be good; null while they are not. */
  lookWith(names: readonly FieldName[]): { profile: Profile; session: Session } | null;
  close(): Promise<void>;
}

/** Reads the settings from every source, or takes them all from a sandbox, and opens the ways out. */
export async function openPlace(args: Args, io: Io): Promise<{ ok: true; place: Place } | Refused> {
  const unknown = args.faults.find((code) => !args.flags.has('--sandbox') && code);
  if (unknown) return { ok: false, problem: '--fault plants a fault in the sandbox.', hint: 'Add --sandbox.' };
  const pasted = await readCredentials(args, io);
  if (!pasted.ok) return pasted;
  if (args.flags.has('--sandbox')) return openSandbox(args, io, pasted.credentials);
  const secret = await readSecret(args, io);
  if (!secret.ok) return secret;
  const filePath = args.envFile ?? '.env';
  const loaded = await loadEnvFile(filePath);
  const text = loaded.ok ? loaded.text : '';
  const flags = new Map([...args.settings, ...settingsOf(pasted.credentials)]);
  if (secret.text !== null) flags.set('OIDC_CLIENT_SECRET', secret.text);
  const texts = gatherSettings({ flags, environment: io.env, file: readEnv(text), filePath });
  const unreadable = unreadableOf(filePath, loaded, args);
  const envText = loaded.ok && loaded.exists ? text : null;
  const noFile = loaded.ok && !loaded.exists ? { path: hideSecretsIn(filePath), near: await nearFiles(filePath) } : null;
  return {
    ok: true,
    place: makePlace({
      texts,
      unreadable,
      credentials: pasted.credentials,
      env: io.env,
      settingsFile: filePath,
      envPath: filePath,
      envText,
      noFile,
      io,
      args,
    }),
  };
}

async function openSandbox(args: Args, io: Io, credentials: FederatedCredential[] | null): Promise<{ ok: true; place: Place } | Refused> {
  const faults = await readFaults(args);
  if (!faults.ok) return faults;
  const sandbox = await io.startSandbox({ faults: faults.codes, isEmpty: args.flags.has('--empty') });
  const given = await settingsIn(sandbox, args);
  const envPath = args.envFile ?? '.env.sandbox';
  const loaded = await loadEnvFile(envPath);
  const envText = loaded.ok && loaded.exists ? loaded.text : null;
  const env = sandbox.proxyVariables;
  const parts = { ...given, credentials: credentials ?? given.credentials, env, envPath, envText, io, args, sandbox };
  return { ok: true, place: makePlace(parts) };
}

interface Parts {
  texts: ReadonlyMap<FieldName, SettingText>;
  unreadable: Finding | null;
  /** From the command line; null when none were named there. */
  credentials: FederatedCredential[] | null;
  env: Io['env'];
  /** The file the settings were read from; null when they come from none. */
  settingsFile: string | null;
  envPath: string;
  envText: string | null;
  noFile?: NoFile | null;
  io: Io;
  args: Args;
  sandbox?: Sandbox;
  assertions?: Assertions;
}

function makePlace(parts: Parts): Place {
  const { texts, unreadable, credentials, env, settingsFile, envPath, envText, noFile = null, io, args, sandbox } = parts;
  const assertions = parts.assertions ?? createAssertions(io.now);
  const { profile, problems: found } = parseSettings(texts);
  const problems = withNoFile(withOddLines(found, settingsFile === envPath ? (envText ?? '') : ''), envText === null ? noFile : null);
  const verbose = args.flags.has('--verbose') ? { onExchange: (exchange: Exchange) => io.stderr.write(exchangeLine(exchange)) } : {};
  const transport = createTransport({
    env,
    secrets: secretsIn(texts),
    signal: io.signal,
    limits: io.limits,
    ...(sandbox && { ca: sandbox.caPem }),
    ...verbose,
  });
  const hasFileSecret = texts.get('OIDC_CLIENT_SECRET')?.source === settingsFile;
  const stored = profile?.credential ? [profile.credential] : null;
  return {
    texts,
    profile,
    settings: { profile, problems, unreadable, credentials: credentials ?? stored, secretFile: hasFileSecret ? settingsFile : null },
    reports: reportsOf(texts, problems),
    envPath,
    envText,
    transport,
    session: profile && createSession(profile, transport, io.now, assertions),
    sandbox: sandbox ?? null,
    withTexts: (others, otherText) => makePlace({ ...parts, texts: others, envText: otherText, assertions }),
    lookWith(names) {
      const { profile: partial } = parseSettings(texts, names);
      return partial && { profile: partial, session: createSession(partial, transport, io.now, assertions) };
    },
    async close() {
      transport.close();
      await sandbox?.stop();
    },
  };
}

/** A run of the checks in this place. */
export function contextOf(place: Place, io: Io, run: { messages: readonly Message[]; complete: boolean }): CheckContext {
  const { settings, session, transport } = place;
  return { settings, session, transport, now: io.now, signal: io.signal, isBrief: run.messages[0] === checkQuestion, ...run };
}

function exchangeLine({ party, method, url, status, durationMs, failure, body }: Exchange): string {
  const outcome = failure ? `${failure.kind} ${failure.detail}` : String(status);
  const said = status !== null && status >= 400 ? `  ${JSON.stringify(body.slice(0, 2000))}` : '';
  return `${printable(`${party}  ${method} ${url}  ${outcome}  ${durationMs} ms${said}`)}\n`;
}
