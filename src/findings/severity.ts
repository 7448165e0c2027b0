import type { Code, Finding } from './finding.js';

export type Severity = 'error' | 'warning' | 'unknown';

/** What a code does to its check, by the first table of docs/codes.md: a warning keeps exit 0, unknown exits 3, an error exits 1 or 2. */
export function severityOf(found: Finding): Severity {
  if (found.code === 'settings/retired-api-version') return found.evidence.answers === false ? 'error' : 'warning';
  // What a tool of this machine could not tell is missing, and no reason to call the connection broken.
  if (found.code.startsWith('tool/') || warnings.has(found.code)) return 'warning';
  if (found.code.startsWith('network/') || unknowns.has(found.code)) return 'unknown';
  return 'error';
}

/** Whether it matters only because Entra ID reads it too: then its word decides, and what it accepted all the same is no fault. */
export function isForEntra({ code }: Finding): boolean {
  return /^(?:token|trust)\//.test(code) || judgedByEntra.has(code);
}

const judgedByEntra: ReadonlySet<Code> = new Set<Code>(['auth0/domain-wrong', 'auth0/metadata-invalid', 'entra/entra-token-as-assertion']);

const warnings: ReadonlySet<Code> = new Set<Code>([
  'settings/normalised',
  'auth0/issuer-differs',
  'settings/secret-exposed',
  'auth0/quota-low',
  'token/clock-skew',
  'azure-openai/model-retiring',
  'azure-openai/content-filtered',
  'azure-openai/output-limit-too-small',
  'azure-openai/context-too-long',
]);

const unknowns: ReadonlySet<Code> = new Set<Code>([
  'auth0/rate-limited',
  'auth0/quota-exhausted',
  'auth0/service-error',
  'entra/unreachable',
  'entra/throttled',
  'entra/transient',
  'entra/request-loop',
  'azure-openai/rate-limited',
  'azure-openai/capacity',
  'azure-openai/service-error',
]);
