import { Secret } from '../settings/secret.js';
import type { Auth0Facts } from './facts.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The secret of the settings, where they name this application beside it: then Auth0 is not asked for it. */
export function givenSecret({ settings }: Wishes, clientId: string): Secret | null {
  const secret = settings.get('OIDC_CLIENT_SECRET');
  return secret instanceof Secret && textOf(settings, 'OIDC_CLIENT_ID') === clientId ? secret : null;
}

/** The secret of the application: that of the settings, else what Auth0 shows; where it shows none, one that was given without saying whose it is. */
export function chooseSecret(facts: Pick<Auth0Facts, 'secret'>, clientId: string, wishes: Wishes): Secret | null {
  const given = givenSecret(wishes, clientId);
  if (given) return given;
  if (facts.secret?.ok) return facts.secret.value;
  const stray = wishes.settings.get('OIDC_CLIENT_SECRET');
  return stray instanceof Secret && !wishes.settings.has('OIDC_CLIENT_ID') ? stray : null;
}
