import type { ClaimName } from '../findings/finding.js';
import { compareClaim, wantedOf } from '../findings/recognise/trust.js';
import type { Check } from './check.js';
import { defineCheck } from './check.js';

/** One of the three strings of the token against the federated credential. It never stops the exchange: Entra ID is the judge. */
function compared(field: ClaimName): Check {
  return defineCheck({
    id: `trust.${field}`,
    title: `the ${field} in Azure is the token’s`,
    needs: ['decoded', 'credential'],
    teaches: [],
    run({ decoded, credential }) {
      const token = wantedOf(decoded)[field];
      if (token === null) return { idle: `not compared: the token has no single ${field}` };
      const found = compareClaim(field, token, credential);
      const length = [...token].length;
      return { title: `${field} identical, ${length} characters`, findings: found ? [found] : [] };
    },
  });
}

export const trustChecks = (['issuer', 'subject', 'audience'] as const).map(compared);
