import { answers } from '../findings/answers.js';
import { effectOf } from '../findings/effect.js';
import { exampleOf } from '../findings/example-case.js';
import type { Code } from '../findings/finding.js';
import { plainMeaning } from '../findings/meanings.js';
import { nothingRead } from '../findings/pasted/nothing-read.js';
import { aadstsNumbers } from '../findings/recognise/aadsts-numbers.js';
import { severityOf } from '../findings/severity.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Explained } from '../report/explained.js';
import { exemptionOf } from '../sandbox/faults/exempt.js';

/** A code without a case: what it means, and an example that says so. */
export function explainCode(code: Code): Explained {
  const { found, known } = exampleOf(code);
  const exemption = exemptionOf(code);
  const numbers = aadstsNumbers().flatMap(([number, leadsTo]) => (leadsTo === code ? `AADSTS${number}` : []));
  const answer = answers[code] ?? null;
  return {
    ...nothingExplained,
    what: 'code',
    diagnoses: [diagnosisFor(found, severityOf(found), known)],
    about: { code, meaning: plainMeaning(code), effect: effectOf(code, exemption === null), numbers, answer, exemption },
    next: exemption === null ? [{ command: `keyless check --sandbox --fault ${code}`, when: 'to see it happen' }] : [],
  };
}

/** What there is before anything was looked at. */
export const nothingExplained: Omit<Explained, 'what'> = {
  origin: { kind: 'option' },
  isRecognised: true,
  diagnoses: [],
  read: nothingRead,
  notOurs: null,
  closest: null,
  token: null,
  credentials: [],
  compared: [],
  chosen: null,
  settings: [],
  about: null,
  next: [],
  lead: null,
};
