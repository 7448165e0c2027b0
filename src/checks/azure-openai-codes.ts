import type { Code, Finding } from '../findings/finding.js';
import { speaksForItself } from '../findings/recognise/azure-openai.js';

/** What concerns the host itself, whoever asks. */
export const concernsHost: ReadonlySet<Code> = new Set<Code>([
  'azure-openai/subdomain-unmapped',
  'azure-openai/public-access-disabled',
  'azure-openai/firewall-blocked',
  'azure-openai/private-endpoint-unapproved',
]);

/** What only a deployment of another kind, or another version, can mend. */
export const concernsDeployment: ReadonlySet<Code> = new Set<Code>([
  'azure-openai/deployment-missing',
  'azure-openai/operation-unsupported',
  'azure-openai/model-retired',
  'azure-openai/version-not-allowed',
  'azure-openai/version-too-old',
]);

/** What only the model behind the deployment can say, or its own limits. */
export const comesFromDeployment: ReadonlySet<Code> = new Set<Code>([
  'azure-openai/parameter-unsupported',
  'azure-openai/output-limit-too-small',
  'azure-openai/context-too-long',
  'azure-openai/content-filtered',
  'azure-openai/rate-limited',
]);

/** Refusals that come after the token was let in, when Azure OpenAI itself says so: the deployment's, the question's and the service's state. */
const afterAccess: ReadonlySet<Code> = new Set<Code>([
  ...concernsDeployment,
  ...comesFromDeployment,
  'azure-openai/capacity',
  'azure-openai/service-error',
]);

/** Whether the refusal shows that the token was let in. */
export function isPastAccess({ code, refusal }: Finding): boolean {
  return afterAccess.has(code) && refusal !== null && speaksForItself(refusal);
}
