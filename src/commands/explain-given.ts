import type { Known } from '../findings/explanation.js';
import { describeChoice, describeReason } from '../findings/describe-choice.js';
import type { Comparison } from '../findings/compare-values.js';
import type { Finding, Mismatch } from '../findings/finding.js';
import { firstCauseFirst } from '../findings/first-cause.js';
import { severityOf } from '../findings/severity.js';
import { suspicionsOf } from '../findings/suspicions.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Explained, ShownCredential } from '../report/explained.js';
import type { Secret } from '../settings/secret.js';
import type { Args } from './args.js';
import type { Case } from './explain-case.js';
import { knownOf, readCase, tokenIn } from './explain-case.js';
import { nothingExplained } from './explain-code.js';
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
export async function explainInputs(inputs: Inputs, args: Args, io: Pick<Io, 'now'>): Promise<ExplainedInputs> {
  const read = await readCase(inputs, io.now());
  const { what, env, token, pasted, comparison } = read;
  const given = tokenIn(inputs);
  const findings = findingsOf(read);
  const known = { ...knownOf(read), differences: differencesIn(findings) };
  const isRecognised = what !== 'log' || findings.length > 0;
  const explained: Explained = {
    ...nothingExplained,
    ...stepsAfter(read, { findings, known, isRecognised, origin: inputs.origin, args }),
    what,
    origin: inputs.origin,
    isRecognised,
    diagnoses: findings.map((found) => diagnosisFor(found, severityOf(found), known)),
    read: pasted?.read ?? nothingExplained.read,
    notOurs: isRecognised ? null : (pasted?.notOurs ?? null),
    closest: isRecognised ? null : (pasted?.closest ?? null),
    token: given && token && shownToken(token, given),
    credentials: shownCredentials(read),
    compared: comparison?.values ?? [],
    chosen: chosenIn(comparison),
    settings: env?.settings ?? [],
  };
  return { explained, secrets: [...(given === null ? [] : [given.token]), ...(env?.secrets ?? [])] };
}

function findingsOf({ env, token, pasted, comparison }: Case): Finding[] {
  return firstCauseFirst({
    settings: env?.findings ?? [],
    said: pasted?.findings ?? [],
    token: token?.findings ?? [],
    compared: comparison?.findings ?? [],
  });
}

interface Judged {
  findings: readonly Finding[];
  known: Known;
  isRecognised: boolean;
  origin: Inputs['origin'];
  args: Args;
}

function stepsAfter({ what, wanted, token, credentials }: Case, judged: Judged): ReturnType<typeof nextSteps> {
  const hasToken = token !== null && token.kind?.issuer !== 'entra';
  return nextSteps({ ...judged, what, wanted, hasToken, hasCredentials: credentials !== null });
}

/** Those of settings stand among the settings. What is known for certain takes the place of what only looks odd. */
function shownCredentials({ what, credentials, comparison }: Case): ShownCredential[] {
  if (what === 'env' || credentials === null) return [];
  return credentials.map((one) => {
    const { name, issuer, subject, audience } = one;
    return { name, issuer, subject, audience, suspicions: comparison === null ? suspicionsOf(one) : [] };
  });
}

/** What has to change in the credential, so that it is one change. */
function differencesIn(findings: readonly Finding[]): Mismatch[] {
  return findings.flatMap(({ evidence }) => ('diff' in evidence && evidence.azure !== null ? [evidence] : []));
}

function chosenIn(comparison: Comparison | null): string | null {
  const choice = comparison?.choice ?? null;
  return choice === null || choice.of < 2 ? null : `${describeChoice(choice)}: ${describeReason(choice)}`;
}
