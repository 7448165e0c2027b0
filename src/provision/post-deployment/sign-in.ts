import { isRecord } from '../../chain/exchange.js';
import { objectAt } from './differences.js';
import type { Json } from './differences.js';

/** Where the secret of the Auth0 application is kept among the settings of a web app. */
export const secretSetting = 'AUTH0_AUTHENTICATION_SECRET';

/** The name under which Auth0 is one of the providers, which is also a part of the callback address. */
export const providerName = 'auth0';

/** An Auth0 application as a web app has to know it. */
export interface Provider {
  clientId: string;
  domain: string;
}

/** The providers with which somebody can sign in: they are registered. That one is switched on tells nothing: templates do that without a registration. */
function registeredProviders(signIn: Json): string[] {
  const providers = objectAt(signIn, 'identityProviders');
  const custom = objectAt(providers, 'customOpenIdConnectProviders');
  const usual = Object.entries(providers).filter(([name]) => name !== 'customOpenIdConnectProviders');
  return [...usual, ...Object.entries(custom)].filter(([, provider]) => isRegistered(provider)).map(([name]) => name);
}

function isRegistered(provider: unknown): boolean {
  if (!isRecord(provider) || provider['enabled'] === false) return false;
  const registration = objectAt(provider, 'registration');
  // Facebook and Twitter have other names for it.
  return ['clientId', 'appId', 'consumerKey'].some((name) => typeof registration[name] === 'string' && registration[name] !== '');
}

/** Nobody can sign in with anything yet. */
export function needsProvider(signIn: Json): boolean {
  return registeredProviders(signIn).length === 0;
}

/** Whether App Service looks at who asks at all. */
function isSwitchedOn(signIn: Json): boolean {
  return objectAt(signIn, 'platform')['enabled'] === true;
}

/** Whether people who are not signed in are let in. */
export function letsEverybodyIn(signIn: Json): boolean {
  const validation = objectAt(signIn, 'globalValidation');
  return validation['requireAuthentication'] === false || validation['unauthenticatedClientAction'] === 'AllowAnonymous';
}

/** Done: switched on, and with a provider that is registered. */
export function hasSignIn(signIn: Json): boolean {
  return isSwitchedOn(signIn) && !needsProvider(signIn);
}

/**
 * The whole document, switched on and with a provider: that which is registered, or else Auth0. Everything else stays as it is. PUT replaces
 * the document, so nothing may be left out.
 */
export function withSignIn(signIn: Json, provider: Provider): Json {
  const platform = { ...objectAt(signIn, 'platform'), enabled: true };
  if (!needsProvider(signIn)) return { ...signIn, platform };
  const providers = objectAt(signIn, 'identityProviders');
  const custom = objectAt(providers, 'customOpenIdConnectProviders');
  const own = { ...objectAt(custom, providerName), ...auth0(provider) };
  return {
    ...signIn,
    platform,
    globalValidation: validationOf(signIn),
    identityProviders: { ...providers, customOpenIdConnectProviders: { ...custom, [providerName]: own } },
    login: loginOf(signIn),
  };
}

/** What was not switched on was not in force, so it does not count as anybody's wish. */
function validationOf(signIn: Json): Json {
  const wanted = { requireAuthentication: true, unauthenticatedClientAction: 'RedirectToLoginPage' };
  const former = objectAt(signIn, 'globalValidation');
  const merged = isSwitchedOn(signIn) ? { ...wanted, ...former } : { ...former, ...wanted };
  return { ...merged, redirectToProvider: providerName };
}

function loginOf(signIn: Json): Json {
  const login = objectAt(signIn, 'login');
  return isSwitchedOn(signIn) ? login : { ...login, tokenStore: { ...objectAt(login, 'tokenStore'), enabled: true } };
}

function auth0({ clientId, domain }: Provider): Json {
  return {
    enabled: true,
    registration: {
      clientId,
      clientCredential: { clientSecretSettingName: secretSetting },
      openIdConnectConfiguration: { wellKnownOpenIdConfiguration: `https://${domain}/.well-known/openid-configuration` },
    },
    login: { nameClaimType: 'name', scopes: ['openid', 'profile', 'email'] },
  };
}

/** Where Auth0 sends people back to. */
export function callbackOf(host: string): string {
  return `https://${host}/.auth/login/${providerName}/callback`;
}
