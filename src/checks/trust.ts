import type { ClaimName } from '../findings/finding.js';
import { closestCredential, compareClaim, wantedOf } from '../findings/recognise/trust.js';
import type { Check } from './check.js';
import { defineCheck } from './check.js';

/** One of the three strings of the token against the federated credential. It never stops the exchange: Entra ID is the judge. */
function compared(field: ClaimName): Check {
  return defineCheck({
    id: `trust.${field}`,
    title: `the ${field} in Azure is the token’s`,
    needs: ['decoded', 'credentials'],
    teaches: [],
    run({ decoded, credentials }) {
      const credential = closestCredential(wantedOf(decoded), credentials);
      const token = wantedOf(decoded)[field];
      if (token === null || credential === null) {
        // Several audiences are one finding, none of a kind is another.
        const because = field === 'audience' && decoded.audiences.length > 1 ? 'token.audience' : 'token.claims';
        return { idle: `not compared: the token has no single ${field}`, because };
      }
      const found = compareClaim(field, token, credential);
      const length = Array.from(token).length;
      return {
        title: `${field} identical, ${length} characters`,
        findings: found ? [found] : [],
        known: { credentialName: credential.name },
      };
    },
  });
}

export const trustChecks = (['issuer', 'subject', 'audience'] as const).map(compared);
