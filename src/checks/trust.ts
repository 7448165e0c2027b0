import type { DecodedAssertion } from '../chain/assertion.js';
import { claimNames, finding } from '../findings/finding.js';
import type { ClaimName } from '../findings/finding.js';
import { describeChoice, describeReason } from '../findings/describe-choice.js';
import { closestCredential } from '../findings/recognise/closest-credential.js';
import type { Choice } from '../findings/recognise/closest-credential.js';
import { compareClaim, wantedOf } from '../findings/recognise/trust.js';
import type { Check, Idle, Outcome, Row } from './check.js';
import { defineCheck } from './check.js';

/** One of the three strings of the token against the federated credential. It never stops the exchange: Entra ID is the judge. */
function compared(field: ClaimName): Check {
  return defineCheck({
    id: `trust.${field}`,
    title: `the ${field} in Azure is the token’s`,
    needs: ['decoded', 'credentials'],
    teaches: [],
    run({ decoded, credentials }) {
      const choice = closestCredential(wantedOf(decoded), credentials);
      if (choice === null) return noCredential(field, decoded);
      const { credential } = choice;
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
        rows: choiceRows(field, choice),
        known: { credentialName: credential.name },
      };
    },
  });
}

/** Which credential is compared and why, where there are several: said once, with the first of its values. */
function choiceRows(field: ClaimName, choice: Choice): Row[] {
  if (choice.of === 1 || field !== claimNames.find((one) => choice.changed[one] !== null)) return [];
  return [
    ['credential', describeChoice(choice)],
    ['because', describeReason(choice)],
  ];
}

/** An identity without a credential is one finding, not three. */
function noCredential(field: ClaimName, decoded: DecodedAssertion): Outcome | Idle {
  if (field !== 'issuer') return { idle: 'not compared: there is no credential', because: 'trust.issuer' };
  return { title: 'no credential', findings: [finding('trust/credential-missing', wantedOf(decoded))] };
}

export const trustChecks = claimNames.map(compared);
