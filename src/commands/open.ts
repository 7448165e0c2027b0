import type { Assertions } from '../chain/assertions.js';
import { createAssertions } from '../chain/assertions.js';
import type { Message } from '../chain/azure-openai.js';
import type { Exchange } from '../chain/exchange.js';
import type { Session } from '../chain/session.js';
import { createSession } from '../chain/session.js';
import type { Transport } from '../chain/transport.js';
import { createTransport } from '../chain/transport.js';
import type { CheckContext } from '../checks/check.js';
import { printable } from '../report/printable.js';
import type { Sandbox } from '../sandbox/start.js';
import { loadEnvFile } from '../settings/env-load.js';
import type { FieldName } from '../settings/field-name.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { Profile } from '../settings/profile.js';
import { secretsIn } from '../settings/secrecy.js';
import type { SettingText } from '../settings/sources.js';
import type { Args } from './args.js';
import type { FoundSettings, Sources } from './found-settings.js';
import { findSources, judged } from './found-settings.js';
import type { Refused } from './given.js';
import { readCredentials } from './given.js';
import type { Io } from './io.js';
import { checkQuestion } from './question.js';
import { readFaults, settingsIn } from './sandbox-settings.js';

/** Everything a run stands on: the settings as found, the transport and the session made of them, and the sandbox if it is one. */
export interface Place extends FoundSettings {
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
  if (args.flags.has('--sandbox')) return openSandbox(args, io);
  const found = await findSources(args, io);
  return found.ok ? { ok: true, place: openWays(found.sources, { args, io }) } : found;
}

async function openSandbox(args: Args, io: Io): Promise<{ ok: true; place: Place } | Refused> {
  const pasted = await readCredentials(args, io);
  if (!pasted.ok) return pasted;
  const faults = await readFaults(args);
  if (!faults.ok) return faults;
  const sandbox = await io.startSandbox({ faults: faults.codes, isEmpty: args.flags.has('--empty') });
  const given = settingsIn(sandbox, args);
  const envPath = args.envFile ?? '.env.sandbox';
  const loaded = loadEnvFile(envPath);
  const envText = loaded.ok && loaded.exists ? loaded.text : null;
  const env = sandbox.proxyVariables;
  const sources = { ...given, credentials: pasted.credentials ?? given.credentials, env, envPath, envText, isSandbox: true };
  return { ok: true, place: openWays(sources, { args, io, sandbox }) };
}

interface World {
  args: Args;
  io: Io;
  sandbox?: Sandbox;
  assertions?: Assertions;
}

/** The ways out for settings that were found. */
export function openWays(sources: Sources, world: World, found: FoundSettings = judged(sources)): Place {
  const { args, io, sandbox = null, assertions = createAssertions(io.now) } = world;
  const { texts, profile } = found;
  const verbose = args.flags.has('--verbose') ? { onExchange: (exchange: Exchange) => io.stderr.write(exchangeLine(exchange)) } : {};
  const transport = createTransport({
    env: sources.env,
    secrets: secretsIn(texts),
    signal: io.signal,
    limits: io.limits,
    ...(sandbox && { ca: sandbox.caPem }),
    ...verbose,
  });
  return {
    ...found,
    transport,
    session: profile && createSession(profile, transport, io.now, assertions),
    sandbox,
    withTexts: (others, envText) => openWays({ ...sources, texts: others, envText }, { ...world, assertions }),
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
