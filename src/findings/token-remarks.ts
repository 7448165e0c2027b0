import type { DecodedAssertion } from '../chain/assertion.js';
import { isManagementApi } from './audience.js';
import { quote } from './quote.js';
import { isPersons } from './token-kind.js';
import type { TokenKind } from './token-kind.js';

/** What shows that a token was asked for in a wrong way: each value that is left out of what Azure must hold (`misasked.ts`) has its sentence here. */
export function remarksOn({ audiences, subject }: DecodedAssertion, { issuer }: TokenKind): string[] {
  // Its own tokens Azure does not compare with anything.
  if (issuer === 'entra') return [];
  const [audience = ''] = audiences;
  return [
    ...(isManagementApi(audience)
      ? [
          `Its audience, ${quote(audience)}, is the Management API of Auth0; for this connection it is most often "api://AzureADTokenExchange".`,
        ]
      : []),
    ...(isPersons(subject ?? '')
      ? ['It was issued to a person who signed in. An application gets one of its own, whose subject ends in @clients.']
      : []),
  ];
}
