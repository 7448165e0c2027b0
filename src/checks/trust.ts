import type { DecodedAssertion } from '../chain/assertion.js';
import { finding } from '../findings/finding.js';
import type { ClaimName } from '../findings/finding.js';
import { closestCredential, compareClaim, wantedOf } from '../findings/recognise/trust.js';
import type { Check, Idle, Outcome } from './check.js';
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
      if (credential === null) return noCredential(field, decoded);
      const [token, azure] = [wantedOf(decoded)[field], credential[field]];
      if (token === null) {
        // Several audiences are one finding, none of a kind is another.
        const because = field === 'audience' ? 'token.audience' : 'token.claims';
        return { idle: `not compared: the token has no single ${field}`, because };
      }
      if (azure === null) return { idle: `not compared: the ${field} that Azure holds is not known here` };
      const found = compareClaim(field, { token, azure, source: credential.source });
      return {
        title: `${field} identical, ${Array.from(token).length} characters`,
        findings: found ? [found] : [],
        known: { credentialName: credential.name },
      };
    },
  });
}

/** An identity without a credential is one finding, not three. */
function noCredential(field: ClaimName, decoded: DecodedAssertion): Outcome | Idle {
  if (field !== 'issuer') return { idle: 'not compared: there is no credential', because: 'trust.issuer' };
  return { title: 'no credential', findings: [finding('trust/credential-missing', wantedOf(decoded))] };
}

export const trustChecks = (['issuer', 'subject', 'audience'] as const).map(compared);
