import { greetHost } from '../chain/azure-openai.js';
import { listDeployments } from '../chain/deployments.js';
import { scopeWanted } from '../chain/scope.js';
import type { EntraToken } from '../chain/entra.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { recogniseAzureOpenAi } from '../findings/recognise/azure-openai.js';
import type { AskedAzureOpenAi } from '../findings/recognise/azure-openai.js';
import type { Profile } from '../settings/profile.js';
import { scopeFor } from '../settings/scope.js';
import { comesFromDeployment, concernsDeployment, concernsHost, isPastAccess } from './azure-openai-codes.js';
import type { Accepted, CheckContext, Outcome } from './check.js';
import { defineCheck } from './check.js';
import { claimsOf } from './entra.js';
import { findingOf } from './setting-finding.js';
import { offeredModels, readReply, retiringSoon } from './reply.js';

export const azureOpenAiChecks = [
  defineCheck({
    id: 'azure-openai.host',
    title: 'the endpoint answers',
    needs: ['profile'],
    teaches: [],
    async run({ profile: { openai } }, { transport }) {
      const answer = await greetHost(openai, transport);
      const asked = { openai, audienceSent: null, tokenTenant: null, principal: null, available: [] };
      const region = answer.ok ? answer.value.headers['x-ms-region'] : undefined;
      if (answer.ok) return { title: region ? `answers from ${region}` : 'answers' };
      // A stranger may be refused for reasons that do not hold for a token, so only what concerns the host itself counts here.
      const found = recogniseAzureOpenAi(answer.refusal, asked);
      if (answer.refusal.network) return { title: 'no answer', findings: [found] };
      return { title: 'answers', findings: concernsHost.has(found.code) ? [found] : [] };
    },
  }),
  defineCheck({
    id: 'azure-openai.access',
    title: 'the identity may use it',
    needs: ['profile', 'entraToken'],
    teaches: ['accepted'],
    async run({ profile, entraToken }, context) {
      const first = await tryAccess(profile.openai, entraToken, context);
      const wanted = first.refusedWith?.refusal && scopeWanted(first.refusedWith.refusal.said);
      // The service's word on the audience outranks our rule for it.
      if (!wanted || wanted === scopeFor(profile.openai.endpoint, profile.entra.authorityHost)) return first.outcome;
      const other = await context.session?.entraToken(wanted);
      return other?.ok ? (await tryAccess(profile.openai, other.value, context)).outcome : first.outcome;
    },
  }),
  defineCheck({
    id: 'azure-openai.deployment',
    title: 'the deployment exists and can chat',
    needs: ['profile', 'entraToken', 'accepted'],
    teaches: ['started'],
    async run({ profile: { openai }, entraToken, accepted }, context) {
      const { transport, session } = context;
      if (accepted.kind !== 'refused' && openai.deployment) {
        // Taught all the same, so that the completion says why it was not asked and not that it waits for something.
        if (accepted.kind === 'listed') return { idle: notWanted, learned: { started: accepted } };
        return { title: `${openai.deployment} answers`, learned: { started: accepted } };
      }
      if (accepted.kind === 'refused' && comesFromDeployment.has(accepted.finding.code))
        return { title: 'the deployment answers', learned: { started: accepted } };
      // The service itself had a fault, and said nothing of the deployment.
      if (accepted.kind === 'refused' && !concernsDeployment.has(accepted.finding.code))
        return { title: 'no answer', findings: [accepted.finding] };
      const available = await listDeployments(openai, { dataToken: entraToken.token, session }, transport);
      const rows = available.length > 0 ? [['deployments', available.join(', ')] as const] : [];
      if (accepted.kind !== 'refused')
        return {
          title: noneNamed,
          findings: missingName(context).map((missing) => finding(missing.code, { ...missing.evidence, available })),
          rows,
        };
      return { title: 'no answer', findings: [withAvailable(accepted.finding, available)], rows };
    },
    /** Whatever failed before, a name that is missing is told with it, not one run later. */
    withoutFacts(context) {
      const findings = context.settings.profile ? missingName(context) : [];
      return findings.length > 0 ? { title: noneNamed, findings } : null;
    },
  }),
  defineCheck({
    id: 'azure-openai.completion',
    title: 'a model answers',
    needs: ['profile', 'entraToken', 'started'],
    teaches: [],
    async run({ profile: { openai }, entraToken, started }, context, say) {
      if (started.kind === 'listed') return { idle: notWanted };
      if (started.kind === 'refused') return { title: 'no answer', findings: [started.finding] };
      const models = offeredModels(openai, entraToken, context);
      const outcome = await readReply(openai, started, say);
      const soon = outcome.completion && !outcome.findings ? retiringSoon(outcome.completion, await models, context.now()) : null;
      return soon ? { ...outcome, findings: [soon] } : outcome;
    },
  }),
];

const noneNamed = 'no deployment is named';

/** That the deployment has no name, when it has none, and what took it away. */
function missingName({ settings }: CheckContext): (Finding & { code: 'settings/missing' })[] {
  const found = settings.problems
    .filter((problem) => problem.kind === 'missing' && problem.field === 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME')
    .map(findingOf);
  return found.filter((one) => one.code === 'settings/missing');
}

const notWanted = 'not asked, since no completion was wanted';

interface Try {
  outcome: Outcome;
  refusedWith: Finding | null;
}

/** Puts the question, or lists the models when no completion is wanted: either shows whether the token is let in. */
async function tryAccess(openai: Profile['openai'], entraToken: EntraToken, context: CheckContext): Promise<Try> {
  const { listModels, startCompletion } = await import('../chain/completion.js');
  const { deployment } = openai;
  const startedAt = performance.now();
  const answer =
    context.complete && deployment
      ? await startCompletion({ ...context, openai: { ...openai, deployment } }, entraToken.token, context.transport)
      : await listModels(openai, entraToken.token, context.transport);
  const title = 'the token is accepted';
  if (answer.ok) {
    const accepted: Accepted = Array.isArray(answer.value) ? { kind: 'listed' } : { kind: 'reply', reply: answer.value, startedAt };
    return { outcome: { title, learned: { accepted } }, refusedWith: null };
  }
  const found = recogniseAzureOpenAi(answer.refusal, askedWith(openai, entraToken));
  if (!isPastAccess(found)) {
    const refused = answer.refusal.network ? 'no answer' : 'refused';
    return { outcome: { title: refused, findings: [found] }, refusedWith: found };
  }
  return { outcome: { title, learned: { accepted: { kind: 'refused', finding: found } } }, refusedWith: found };
}

function askedWith(openai: Profile['openai'], entraToken: EntraToken): AskedAzureOpenAi {
  const claims = claimsOf(entraToken);
  const claim = (name: string): string | null => (typeof claims?.[name] === 'string' ? claims[name] : null);
  return { openai, audienceSent: claim('aud'), tokenTenant: claim('tid'), principal: claim('oid'), available: [] };
}

function withAvailable(found: Finding, available: string[]): Finding {
  return found.code === 'azure-openai/deployment-missing' ? { ...found, evidence: { ...found.evidence, available } } : found;
}
