import type { Answer, Refusal } from '../chain/answer.js';
import type { Assertion } from '../chain/auth0.js';
import { decodeAssertion } from '../chain/assertion.js';
import type { Transport } from '../chain/transport.js';
import { refusalPipeline } from '../checks/pipeline.js';
import { claimNames } from '../findings/finding.js';
import { wantedOf } from '../findings/recognise/trust.js';
import { followRun } from '../report/follow.js';
import { diagnosisJson } from '../report/json.js';
import type { Report } from '../report/report.js';
import type { Profile } from '../settings/profile.js';
import type { SettingProblem } from '../settings/problem.js';
import type { Reason } from './keyless-error.js';

/** An exchange that came to nothing. */
export interface Refused {
  refusal: Refusal;
  /** The token it was made with; null where Auth0 gave none. */
  assertion: Assertion | null;
  scope: string;
}

export interface Surroundings {
  profile: Profile;
  problems: readonly SettingProblem[];
  transport: Transport;
  now: () => Date;
}

/**
 * Says why an exchange was refused with the checks themselves: they are handed what Auth0 and Entra ID have answered, so that a log
 * says what the screen would, and nobody is asked anything.
 */
export async function diagnose(
  { refusal, assertion, scope }: Refused,
  { profile, problems, transport, now }: Surroundings,
): Promise<Reason> {
  const refused = { ok: false, refusal } as const;
  const isAuth0s = refusal.party === 'auth0' || assertion === null;
  const issued: Answer<Assertion> = isAuth0s ? refused : { ok: true, value: assertion };
  const credentials = profile.credential ? [profile.credential] : null;
  const context = {
    settings: { profile, problems, unreadable: null, credentials, secretFile: null },
    session: { assertion: () => Promise.resolve(issued), entraToken: () => Promise.resolve(refused), knownAssertion: () => assertion },
    scope,
    transport,
    now,
    messages: [],
    complete: false,
    isBrief: true,
    signal: new AbortController().signal,
  };
  const report = await lastOf(followRun(context, { settings: [], strict: false, checks: refusalPipeline }));
  const [first, ...others] = report.diagnoses.map(diagnosisJson);
  if (first === undefined) throw new TypeError('a refusal that no check found');
  const isTrust = report.diagnoses.some(({ code }) => code.startsWith('trust/'));
  return { diagnoses: [first, ...others], more: isTrust && !isAuth0s ? mustHold(assertion) : [] };
}

async function lastOf(run: AsyncGenerator<unknown, Report>): Promise<Report> {
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
  }
}

/** What the federated credential in Azure must contain, by the token that was refused. */
function mustHold({ token }: Assertion): string[] {
  const decoding = decodeAssertion(token);
  const wanted = wantedOf(decoding.ok ? decoding.value : null);
  const values = claimNames.map((name) => (wanted[name] === null ? null : `${name} ${JSON.stringify(wanted[name])}`));
  return values.includes(null) ? [] : [`The federated credential in Azure must hold ${values.join(', ')}.`];
}
