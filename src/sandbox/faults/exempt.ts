import type { Code } from '../../findings/finding.js';

const writing = 'only provisioning meets it, when it writes to Azure, and a check writes nothing';
const keys = 'only a pasted log has it: keyless never sends a key';

/** Every code without a fault, with the rule that says why. `GROUP/*` stands for all codes of a group. */
export const exempt = {
  'tool/*': 'it is about the tools on this machine, which no place can change',
  'check/crashed': 'it is our own fault, and nobody else can have it',
  'trust/credential-duplicate': writing,
  'trust/credential-invalid': writing,
  'trust/credential-write-conflict': writing,
  'trust/credential-limit': writing,
  'trust/region-unsupported': writing,
  'entra/assertion-not-sent': 'only a pasted log has it: keyless always sends the token of Auth0',
  'entra/other-tenant': 'only a program that uses the library has it: keyless asks for a token of the tenant in the settings',
  'azure-openai/subdomain-taken': writing,
  'azure-openai/name-soft-deleted': writing,
  'azure-openai/quota-insufficient': writing,
  'azure-openai/key-refused': keys,
  'azure-openai/key-disabled': keys,
} as const satisfies Partial<Record<Code | `${string}/*`, string>>;

/** The codes that a line of the table stands for. */
type CodesOf<Line> = Line extends `${infer Group}/*` ? Extract<Code, `${Group}/${string}`> : Line;

/** A code is either exempt by rule or can be planted: what the one table lacks, the compiler wants in the other. */
export type Plantable = Exclude<Code, CodesOf<keyof typeof exempt>>;

/** Why a code cannot be planted; null when no rule says so. */
export function exemptionOf(code: string): string | null {
  const line = [code, code.replace(/\/.*/, '/*')].find((one): one is keyof typeof exempt => Object.hasOwn(exempt, one));
  return line === undefined ? null : exempt[line];
}
