import { examples } from './examples.js';
import { nothingKnown } from './explanation.js';
import type { Known } from './explanation.js';
import type { Code, Finding } from './finding.js';
import { finding } from './finding.js';

/** A case of the code that nobody has: made-up values, for whoever asks what a code means. */
export interface Example {
  found: Finding;
  known: Known;
}

/** The example of a code, in the words of a check, with as much known around it as the commands in it need. */
export function exampleOf(code: Code): Example {
  const identity = ofRegistration.has(code) ? 'app-registration' : 'managed-identity';
  return { found: finding(code, examples[code]), known: { ...nothingKnown, isOwn: true, identity } };
}

/** What managed identities never meet. */
const ofRegistration: ReadonlySet<Code> = new Set<Code>(['entra/conditional-access', 'entra/principal-missing']);
