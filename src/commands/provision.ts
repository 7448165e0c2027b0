import { isDoable } from '../provision/apply.js';
import { exitOf } from '../provision/came-to.js';
import { hasWork, isStopping } from '../provision/plan.js';
import type { Plan } from '../provision/plan.js';
import type { StepEvent, StepOutcome } from '../provision/step.js';
import type { ExitCode } from '../report/report.js';
import { withoutSecrets } from '../report/without-secrets.js';
import type { Args } from './args.js';
import { decisionsOf } from './decisions.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { openPostDeployment } from './open-post-deployment.js';
import { openProvision } from './open-provision.js';
import type { Accounts } from './open-provision.js';
import { endWords } from './provision-end.js';
import { createProvisionFace } from './provision-face.js';
import type { ProvisionFace } from './provision-face.js';
import { breakIn } from './stop.js';

/** Plans, shows, and with `--yes` performs what is missing in Auth0 and Azure, with the person's own tools. */
export async function provision(args: Args, io: Io, place: Place, because: string): Promise<ExitCode> {
  const isAfter = args.flags.has('--post-deployment');
  const accounts = isAfter ? openPostDeployment(place, io, io.signal) : openProvision(place, io, io.signal);
  const face = withoutSecretsOf(place, createProvisionFace(args, io));
  face.begin();
  const asked = await accounts.look(decisionsOf(args), face.hear);
  face.show(asked);
  const isWanted = !args.flags.has('--dry-run') && hasWork(asked);
  const mayBegin = isWanted && args.flags.has('--yes') && exitOf(asked, new Map()) !== 2 && !asked.findings.some(isStopping);
  const came = mayBegin ? await applyAll(asked, accounts, face) : { plan: asked, outcomes: new Map<string, StepOutcome>() };
  if (breakIn(io.signal)) throw io.signal.reason;
  const nobody = isWanted && !args.flags.has('--yes') ? because : null;
  const ended = { ...came, asked, nobody, isCancelled: io.signal.aborted, written: accounts.written() };
  const words = withoutSecrets(endWords(ended, args, accounts.known()), place.transport.redactor.strip);
  face.end(ended, words);
  return words.exitCode;
}

/** What others have named, and what a tool printed, shows no secret in any face. */
function withoutSecretsOf({ transport: { redactor } }: Place, face: ProvisionFace): ProvisionFace {
  const clean = <T extends Plan | StepEvent>(value: T): T => withoutSecrets(value, redactor.strip);
  return {
    ...face,
    show: (plan) => face.show(clean(plan)),
    watch: (event) => face.watch(clean(event)),
    end: (ended, words) => face.end({ ...ended, plan: clean(ended.plan) }, words),
  };
}

/** A plan that becomes another one on the way is shown before it is gone on with. Nothing is done twice. */
async function applyAll(first: Plan, accounts: Accounts, face: ProvisionFace): Promise<{ plan: Plan; outcomes: Map<string, StepOutcome> }> {
  const outcomes = new Map<string, StepOutcome>();
  let plan = first;
  for (let round = 0; round < first.steps.length; round += 1) {
    const applied = await accounts.apply(face.watch);
    ({ plan } = applied);
    for (const [id, outcome] of applied.outcomes) outcomes.set(id, outcome);
    const isWell = [...outcomes.values()].every(({ kind }) => kind === 'done');
    const isMore = plan.steps.some((step) => isDoable(step) && step.id !== 'local.env');
    if (!isWell || !isMore || plan.findings.some(isStopping)) break;
    face.show(plan);
  }
  return { plan, outcomes };
}
