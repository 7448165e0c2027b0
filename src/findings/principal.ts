import { listIdentities } from './azure-commands.js';
import type { Explanation, Fix, Known } from './explanation.js';
import { azurePage, run, wait } from './fix.js';
import { toEntraAdmin, useManagedIdentity } from './identity-fixes.js';
import { pages } from './pages.js';
import { identityPlace } from './places.js';
import { named } from './quote.js';
import { option } from '../settings/shell-word.js';

/** Words for an id without a service principal, where nothing told that it is a managed identity's. */
export function principalMissing(clientId: string, known: Known): Explanation {
  const id = clientId || known.azureClientId;
  const isApp = known.identity === 'app-registration';
  const confidence = isApp ? 'certain' : 'likely';
  return {
    title: isApp ? 'The application was never added to this tenant' : 'Nothing in the tenant acts for this client id yet',
    why: isApp
      ? `${named('The application', id)} is registered, and has no service principal: nothing in the tenant may act in its name. The credential that was given here is one of an app registration, which has none before it is added.`
      : `${named('The client id', id)} has no service principal in the tenant, which is what acts in its name. An app registration has none before it is added; a managed identity has none in its first minutes. No credential's JSON was given here that tells which of the two it is.`,
    fix: [
      ...(isApp ? [] : [ifNew('likely'), ...listIdentities({ ...known, azureClientId: id })]),
      run('azure', confidence, `az ad sp create ${option('--id', id || 'CLIENT_ID')}`),
      toEntraAdmin('Could you create the service principal of one application in Entra ID, please?', confidence, {
        ...known,
        identity: 'app-registration',
      }),
      ...(isApp ? [ifNew('maybe')] : []),
      ...useManagedIdentity('maybe'),
    ],
    docs: [pages.federation],
  };
}

/** Words for the same answer about what a credential's JSON shows to be a managed identity. */
export function identityMissing(clientId: string | null, known: Known): Explanation {
  const id = clientId ?? known.azureClientId;
  const told =
    known.identity === 'managed-identity' && known.copy !== null
      ? ' That it is a managed identity, the JSON of the credential given here tells; an app registration that was never added to the tenant gives the same answer.'
      : '';
  return {
    title: 'The managed identity does not exist, or is too new',
    why: `Azure does not find ${named('the identity', id)}. It was deleted, it lives in another subscription or tenant, or it was created minutes ago and has not reached every part of Entra ID.${told}`,
    fix: [...listIdentities({ ...known, azureClientId: id }), ifNew('likely'), azurePage('likely', identityPlace(known))],
    docs: [pages.considerations],
  };
}

function ifNew(confidence: 'likely' | 'maybe'): Fix {
  return wait('azure', confidence, 'If you created it minutes ago, wait: it takes a few minutes before every part of Entra ID knows it.');
}
