import type { Code } from './finding.js';

/** Findings that pass by themselves, within minutes: what a change just made leaves behind until Azure has noticed it, and busy services. */
export const passes: ReadonlySet<Code> = new Set<Code>([
  'trust/no-match',
  'trust/issuer-slash',
  'trust/issuer-mismatch',
  'trust/subject-suffix',
  'trust/subject-case',
  'trust/subject-mismatch',
  'trust/audience-mismatch',
  'trust/hidden-character',
  'trust/credential-missing',
  'trust/credential-stale',
  'trust/propagating',
  'trust/identity-missing',
  'token/key-not-published',
  'entra/client-not-found',
  'entra/throttled',
  'entra/transient',
  'azure-openai/role-missing',
  'azure-openai/subdomain-unmapped',
  'azure-openai/deployment-missing',
  'azure-openai/rate-limited',
  'azure-openai/capacity',
  'azure-openai/service-error',
]);

/** How long that takes, and who says so. */
export function howLong(code: Code): string {
  // Microsoft Learn: workload identity federation considerations; Azure RBAC troubleshooting.
  if (code.startsWith('trust/') && code !== 'trust/identity-missing') return 'Microsoft says that this can take several minutes.';
  if (code === 'azure-openai/role-missing') return 'Microsoft says that a new role can take up to 10 minutes to work.';
  // The words of DeploymentNotFound.
  if (code === 'azure-openai/deployment-missing') return 'Azure OpenAI says that a new deployment can take 5 minutes.';
  if (code === 'token/key-not-published') return 'Others have seen it take up to 15 minutes; Microsoft does not say.';
  if (isNew.has(code)) return 'What is new in Azure can take some minutes to be known everywhere.';
  return 'This usually passes within a minute or two.';
}

const isNew: ReadonlySet<Code> = new Set<Code>(['trust/identity-missing', 'entra/client-not-found', 'azure-openai/subdomain-unmapped']);
