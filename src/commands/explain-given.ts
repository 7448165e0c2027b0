import type { ReadToken } from '../checks/given-token.js';
import { copyOf } from '../checks/settings.js';
import { compareValues } from '../findings/compare-values.js';
import type { Comparison } from '../findings/compare-values.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Known } from '../findings/explanation.js';
import type { Wanted } from '../findings/finding.js';
import { firstCauseFirst } from '../findings/first-cause.js';
import type { Pasted } from '../findings/pasted/pasted.js';
import { wantedOf } from '../findings/recognise/trust.js';
import { severityOf } from '../findings/severity.js';
import { suspicionsOf } from '../findings/suspicions.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Explained, What } from '../report/explained.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import type { Args } from './args.js';
import { nothingExplained } from './explain-code.js';
import type { ReadEnv } from './explain-env.js';
import { readEnvText } from './explain-env.js';
import type { Inputs } from './explain-inputs.js';
import { nextSteps } from './explain-next.js';
import { shownToken } from './shown-token.js';
import type { Io } from './io.js';

/** What was given, explained, with every secret in it, to be taken out of what is shown. */
export interface ExplainedInputs {
  explained: Explained;
  secrets: Secret[];
}

/** Reads, judges and compares what was given. Nobody is asked, so what only a service knows is left open and said so. */
export async function explainInputs(inputs: Inputs, args: Args, io: Io): Promise<ExplainedInputs> {
  const { origin, text } = inputs;
  const given = inputs.token ?? (text?.is.kind === 'token' ? text.is.token : null);
  // The library that decodes is loaded for a token only.
  const token = given === null ? null : (await import('../checks/given-token.js')).readToken(given, io.now());
  const env = text?.is.kind === 'env' ? readEnvText(text, origin) : null;
  const own = inputs.credentials ?? (text?.is.kind === 'credentials' ? text.is.credentials : (env?.credential && [env.credential]) || null);
  const pasted = text?.is.kind === 'other' ? text.reader.end({ decoded: token?.decoded ?? null, credentials: own }) : null;
  const credentials = own ?? (pasted && pasted.credentials.length > 0 ? pasted.credentials : null);
  const what = whatIs(inputs, pasted);
  const wanted = wantedFrom(token, pasted);
  const comparison = credentials === null ? null : compare(wanted, credentials, what);
  const known = knownFrom({ env, token, pasted, credentials, comparison });
  const findings = firstCauseFirst({
    settings: env?.findings ?? [],
    said: pasted?.findings ?? [],
    token: token?.findings ?? [],
    compared: comparison?.findings ?? [],
  });
  const isRecognised = what !== 'log' || findings.length > 0;
  const hasToken = token !== null && token.kind?.issuer !== 'entra';
  const situation = { what, origin, args, isRecognised, findings, wanted, hasToken, hasCredentials: credentials !== null, known };
  const shown = what === 'env' ? [] : (credentials ?? []);
  return {
    secrets: [...(given === null ? [] : [given.token]), ...(env?.secrets ?? [])],
    explained: {
      ...nothingExplained,
      ...nextSteps(situation),
      what,
      origin,
      isRecognised,
      diagnoses: findings.map((found) => diagnosisFor(found, severityOf(found), known)),
      read: pasted?.read ?? nothingExplained.read,
      notOurs: isRecognised ? null : (pasted?.notOurs ?? null),
      closest: isRecognised ? null : (pasted?.closest ?? null),
      token: given && token && shownToken(token, given),
      // What is known for certain takes the place of what looks odd.
      credentials: shown.map((one) => ({ ...valuesOf(one), suspicions: comparison === null ? suspicionsOf(one) : [] })),
      compared: comparison?.values ?? [],
      settings: env?.settings ?? [],
    },
  };
}

function valuesOf({
  name,
  issuer,
  subject,
  audience,
}: FederatedCredential): Pick<FederatedCredential, 'name' | 'issuer' | 'subject' | 'audience'> {
  return { name, issuer, subject, audience };
}

/** Text in which only credentials stand is no log, whatever is around them. */
function whatIs({ text, token }: Inputs, pasted: Pasted | null): What {
  if (text === null) return token === null ? 'credentials' : 'token';
  if (text.is.kind !== 'other') return text.is.kind;
  return pasted && pasted.findings.length === 0 && pasted.credentials.length > 0 ? 'credentials' : 'log';
}

/** A token tells all three; an error text those that it quotes. */
function wantedFrom(token: ReadToken | null, pasted: Pasted | null): Wanted {
  const decoded = wantedOf(token?.kind?.issuer === 'entra' ? null : (token?.decoded ?? null));
  const { issuer = null, subject = null, audience = null } = pasted?.read ?? {};
  return { issuer: decoded.issuer ?? issuer, subject: decoded.subject ?? subject, audience: decoded.audience ?? audience };
}

/** Nothing is compared with nothing, but an empty list is a finding by itself. */
function compare(wanted: Wanted, credentials: readonly FederatedCredential[], what: What): Comparison | null {
  const isKnown = Object.values(wanted).some((value) => value !== null);
  return isKnown || (credentials.length === 0 && what !== 'env') ? compareValues(wanted, credentials) : null;
}

interface Sources {
  env: ReadEnv | null;
  token: ReadToken | null;
  pasted: Pasted | null;
  credentials: FederatedCredential[] | null;
  comparison: Comparison | null;
}

/** Of several sources for one thing the later one wins, as far as it knows anything. */
function knownFrom({ env, token, pasted, credentials, comparison }: Sources): Known {
  const ofCredentials = { ...copyOf(credentials ?? []), credentialName: comparison?.credential?.name ?? null };
  const parts: Partial<Known>[] = [env?.known ?? {}, token?.known ?? {}, pasted?.known ?? {}, credentials === null ? {} : ofCredentials];
  const told = parts.flatMap((part) => Object.entries(part).filter(([, value]) => value !== null && value !== undefined));
  return { ...nothingKnown, ...(Object.fromEntries(told) as Partial<Known>) };
}
