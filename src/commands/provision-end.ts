import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { keylessCommand } from '../findings/keyless-command.js';
import { severityOf } from '../findings/severity.js';
import { cameTo, exitOf } from '../provision/came-to.js';
import type { Outcomes } from '../provision/came-to.js';
import { isDone } from '../provision/plan.js';
import type { Plan } from '../provision/plan.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Next, Stop } from '../report/json.js';
import type { Diagnosis, ExitCode } from '../report/report.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { Args } from './args.js';
import { nextAction } from './next-action.js';
import { provisionAgain } from './provision-again.js';
import type { WrittenEnv } from './open-provision.js';

/** How a run ended. `nobody`: why there was nobody to say yes. `asked`: the plan that was shown first. */
export interface Ended {
  plan: Plan;
  asked: Plan;
  outcomes: Outcomes;
  nobody: string | null;
  isCancelled: boolean;
  written: WrittenEnv | null;
}

/** The same in words, whatever face they have. */
export interface EndWords {
  exitCode: ExitCode;
  diagnoses: Diagnosis[];
  sentences: string[];
  next: Next[];
  error: Stop | null;
}

export function endWords(ended: Ended, args: Args, known: Known): EndWords {
  const { plan, outcomes, nobody } = ended;
  const exitCode = ended.isCancelled ? 130 : nobody === null ? exitOf(plan, outcomes) : 2;
  const findings = [...failures(outcomes), ...plan.findings];
  return {
    exitCode,
    diagnoses: findings.map((found) => diagnosisFor(found, severityOf(found), known)),
    sentences: sentencesOf(ended),
    next: nextAfter(ended, exitCode, args),
    error: errorOf(ended),
  };
}

function failures(outcomes: Outcomes): Finding[] {
  return [...outcomes.values()].flatMap((outcome) => (outcome.kind === 'failed' ? outcome.finding : []));
}

function sentencesOf({ plan, asked, outcomes, nobody, isCancelled, written }: Ended): string[] {
  if (nobody !== null) return [`There is nobody to ask: ${nobody}. Nothing was changed.`];
  if (outcomes.size === 0) return isDone(plan) ? ['Everything is there and right.'] : ['Nothing was changed.'];
  const isAll = isDone(plan);
  return [...(isCancelled ? ['Cancelled.'] : []), ...cameTo(plan, asked.steps, outcomes), ...(isAll ? (written?.hidden ?? []) : [])];
}

/** The same command goes on from wherever it was left. */
function nextAfter(ended: Ended, exitCode: ExitCode, args: Args): Next[] {
  if (args.flags.has('--post-deployment')) return nextAction(ended, args);
  const { plan, nobody, outcomes } = ended;
  if (isDone(plan)) {
    const envFile = args.envFile === null ? null : hideSecretsIn(args.envFile);
    return [{ command: keylessCommand({ envFile }, outcomes.has('azure.role') ? 'check --wait' : 'check'), when: 'to see that it works' }];
  }
  const again = provisionAgain(args);
  const open = plan.questions.find(({ usual }) => usual === null);
  if (open)
    return [{ command: `${again} ${open.flag} ${open.flag === '--client-secret-file' ? 'FILE' : 'VALUE'}`, when: 'with the answer' }];
  const isBegun = outcomes.size > 0;
  const when = nobody === null && exitCode !== 0 ? 'after that, to go on from there' : isBegun ? 'to go on from there' : 'to do it';
  return [{ command: `${again} --yes`, when }];
}

function errorOf({ nobody, isCancelled }: Ended): Stop | null {
  if (isCancelled) return { code: 'cancelled', message: 'cancelled' };
  return nobody === null
    ? null
    : { code: 'usage', message: `There is nobody to ask: ${nobody}. --yes does it without asking, --dry-run only shows it.` };
}
