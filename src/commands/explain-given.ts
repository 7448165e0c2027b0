import type { Known } from '../findings/explanation.js';
import { describeChoice, describeReason } from '../findings/describe-choice.js';
import type { Comparison } from '../findings/compare-values.js';
import type { ClaimName, Finding } from '../findings/finding.js';
import { firstCauseFirst } from '../findings/first-cause.js';
import { severityOf } from '../findings/severity.js';
import { differencesToChange } from '../findings/misasked.js';
import { suspicionsOf } from '../findings/suspicions.js';
import { diagnosisFor, diagnosisOfOurs } from '../report/diagnosis.js';
import type { Diagnosis } from '../report/report.js';
import type { Explained, ShownCredential } from '../report/explained.js';
import { tokensIn } from '../settings/given-text.js';
import type { Secret } from '../settings/secret.js';
import type { GivenBy } from './explain-given-by.js';
import type { Case } from './explain-case.js';
import { knownOf, readCase } from './explain-case.js';
import { nothingExplained } from './explain-code.js';
import type { Inputs } from './explain-inputs.js';
import { compareCommand, nextSteps } from './explain-next.js';
import { shownToken } from './shown-token.js';
import type { Io } from './io.js';

/** What was given, explained, with every secret in it, to be taken out of what is shown. */
export interface ExplainedInputs {
  explained: Explained;
  secrets: Secret[];
}

/** Reads, judges and compares what was given. Nobody is asked, so what only a service knows is left open and said so. */
export async function explainInputs(inputs: Inputs, args: GivenBy, io: Pick<Io, 'now'>): Promise<ExplainedInputs> {
  const read = await readCase(inputs, io.now());
  const { what, given, env, token, pasted, comparison } = read;
  const findings = findingsOf(read);
  const compareBy = read.what === 'log' ? compareCommand(inputs.origin, args, read) : null;
  const known = { ...knownOf(read), differences: differencesToChange(findings), compareBy };
  // `az` lists many things, and prints the same where there are none.
  const isEmptyList = what === 'credentials' && comparison === null && read.credentials?.length === 0;
  const isRecognised = (what !== 'log' && !isEmptyList) || findings.length > 0;
  const explained: Explained = {
    ...nothingExplained,
    ...stepsAfter(read, { findings, known, isRecognised, origin: inputs.origin, args }),
    what,
    origin: inputs.origin,
    isRecognised,
    diagnoses: findings.map((found) => diagnosisIn(pasted, found, known)),
    read: pasted?.read ?? nothingExplained.read,
    notOurs: isEmptyList ? emptyList : unexplained(inputs, pasted, isRecognised),
    closest: isRecognised ? null : (pasted?.closest ?? null),
    token: given && token && { ...shownToken(token, given), isOther: read.isOther },
    credentials: shownCredentials(read),
    compared: comparison?.values ?? [],
    chosen: chosenIn(comparison),
    settings: env?.settings ?? [],
  };
  return { explained, secrets: [...(given === null ? [] : [given.token]), ...(env?.secrets ?? [])] };
}

/** What a text of ours has said of a finding stays as it was said. */
function diagnosisIn(pasted: Case['pasted'], found: Finding, known: Known): Diagnosis {
  const told = pasted?.told?.[pasted.findings.indexOf(found)];
  return told ? diagnosisOfOurs(found, told, known) : diagnosisFor(found, severityOf(found), known);
}

/** Of a text of ours also what is left out of it. */
function unexplained(inputs: Inputs, pasted: Case['pasted'], isRecognised: boolean): string | null {
  if (isRecognised && !pasted?.told) return null;
  return !isRecognised && isOfTokens(inputs) ? severalTokens : (pasted?.notOurs ?? null);
}

const severalTokens = 'There are several tokens in it, and one can be explained: give that one.';

function isOfTokens({ text }: Inputs): boolean {
  return text !== null && tokensIn(text.text) > 1;
}

const emptyList =
  'This is an empty list, and it does not say of what. If it is one of federated credentials, give it with --federated-credential.';

function findingsOf({ env, token, pasted, comparison }: Case): Finding[] {
  // A text of ours is in order already, by more than its codes tell.
  if (pasted?.told && comparison === null) return pasted.findings;
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
  args: GivenBy;
}

function stepsAfter({ what, wanted, token, isOther, credentials }: Case, judged: Judged): ReturnType<typeof nextSteps> {
  const hasToken = !isOther && token !== null && token.decoded !== null && token.kind?.issuer !== 'entra';
  return nextSteps({ ...judged, what, wanted, hasToken, hasCredentials: credentials !== null });
}

/**
 * Of several the one that is compared is enough; and what was compared is known for certain,
 * so that only the rest of it can look odd.
 */
function shownCredentials({ what, env, credentials, comparison }: Case): ShownCredential[] {
  if (credentials === null) return [];
  const shown = comparison?.choice ? [comparison.choice.credential] : credentials;
  const isCompared = (field: ClaimName): boolean =>
    comparison?.values.some((one) => one.field === field && one.outcome !== 'unknown') ?? false;
  return shown.flatMap((one) => {
    const { name, issuer, subject, audience } = one;
    const rest = {
      ...one,
      ...(isCompared('issuer') && { issuer: null }),
      ...(isCompared('subject') && { subject: null }),
      ...(isCompared('audience') && { audience: null }),
    };
    const suspicions = [...suspicionsOf(rest).map(({ sentence }) => sentence), ...(one === env?.credential ? env.contradictions : [])];
    // Those of settings stand among the settings, unless there is more to say of them.
    return what === 'env' && suspicions.length === 0
      ? []
      : [{ name: name ?? (what === 'env' ? 'AZURE_FEDERATED_…' : null), issuer, subject, audience, suspicions }];
  });
}

function chosenIn(comparison: Comparison | null): string | null {
  const choice = comparison?.choice ?? null;
  return choice === null || choice.of < 2 ? null : `${describeChoice(choice)}: ${describeReason(choice)}`;
}
