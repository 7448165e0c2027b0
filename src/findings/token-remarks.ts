import type { DecodedAssertion } from '../chain/assertion.js';
import { quote } from './quote.js';
import type { TokenKind } from './token-kind.js';

/** What is unusual about a token and all the same no fault: any subject and any audience do, as long as Azure holds the same. */
export function remarksOn({ audiences, subject, claims }: DecodedAssertion, { issuer }: TokenKind): string[] {
  if (issuer !== 'auth0') return [];
  const [audience = ''] = audiences;
  return [
    ...(/^https:\/\/[^/]+\/api\/v2\/$/.test(audience)
      ? [
          `Its audience, ${quote(audience)}, is the Management API of Auth0; for this connection it is most often "api://AzureADTokenExchange".`,
        ]
      : []),
    ...(/\|/.test(subject ?? '') && claims['gty'] !== 'client-credentials'
      ? ['It was issued to a person who signed in. An application gets one of its own, whose subject ends in @clients.']
      : []),
  ];
}
