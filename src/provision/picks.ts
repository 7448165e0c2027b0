import type { Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Choice } from './choice.js';
import { valueOf } from './choice.js';
import { chooseApi, chooseApplication, chooseTenant } from './choose-auth0.js';
import { chooseAccount, isRegional, subdomainOf } from './choose-account.js';
import { chooseHome } from './choose-home.js';
import type { Home } from './choose-home.js';
import { chooseIdentity, usualIdentity } from './choose-identity.js';
import { chooseSubscription } from './choose-subscription.js';
import { chooseDeployment } from './choose-deployment.js';
import type { AccountFact, ApiFact, ApplicationFact, DeploymentFact, Facts, IdentityFact, SubscriptionFact, TenantFact } from './facts.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** Everything that was chosen, of which the steps are made. */
export interface Picks {
  tenant: Choice<TenantFact>;
  api: Choice<ApiFact>;
  application: Choice<ApplicationFact>;
  subscription: Choice<SubscriptionFact>;
  account: Choice<AccountFact>;
  deployment: Choice<DeploymentFact>;
  identity: Choice<IdentityFact>;
  home: Home;
}

export function picksOf({ auth0, azure }: Facts, wishes: Wishes): Picks {
  const [account, identity] = [chooseAccount(azure, wishes), chooseIdentity(azure, wishes)];
  return {
    tenant: chooseTenant(auth0, wishes),
    api: chooseApi(auth0, wishes),
    application: chooseApplication(auth0, wishes),
    subscription: chooseSubscription(azure, wishes),
    account,
    deployment: chooseDeployment(azure, wishes),
    identity,
    home: chooseHome(azure, wishes, { identity: valueOf(identity), account: valueOf(account) }),
  };
}

/** The domain at which tokens are asked for: that of the settings, which may be a custom one, else the tenant's own. */
export function domainOf({ tenant }: Picks, { settings }: Wishes): string | null {
  return textOf(settings, 'OIDC_ENDPOINT') ?? valueOf(tenant)?.domain ?? null;
}

/** The endpoint of the settings, else the account's, under the name that every kind of account has. */
export function endpointOf({ account }: Picks, { settings }: Wishes): string | null {
  const given = textOf(settings, 'AZURE_AOAI_ENDPOINT');
  if (given !== null && !isRegional(given)) return given;
  const { subdomain, endpoint } = valueOf(account) ?? { subdomain: null, endpoint: null };
  if (subdomain === null || endpoint === null) return null;
  const bare = endpoint.replace(/\/+$/, '');
  return subdomainOf(bare) === null ? bare : bare.replace(/\.(?:services\.ai|cognitiveservices)\.azure\./, '.openai.azure.');
}

/** What is known for the words and commands of findings: `domain` is the tenant's own, since the CLI knows no other. */
export function knownOf(picks: Picks, wishes: Wishes): Known {
  const identity = valueOf(picks.identity);
  const subscription = valueOf(picks.subscription);
  return {
    ...nothingKnown,
    isOwn: true,
    domain: valueOf(picks.tenant)?.domain ?? textOf(wishes.settings, 'OIDC_ENDPOINT'),
    oidcClientId: valueOf(picks.application)?.clientId ?? textOf(wishes.settings, 'OIDC_CLIENT_ID'),
    audience: wishes.audience,
    tenant: subscription?.tenantId ?? wishes.tenantId ?? textOf(wishes.settings, 'AZURE_TENANT_ID'),
    azureClientId: identity?.clientId ?? textOf(wishes.settings, 'AZURE_CLIENT_ID'),
    principalId: identity?.principalId ?? null,
    accountId: valueOf(picks.account)?.id ?? null,
    endpoint: endpointOf(picks, wishes),
    deployment: valueOf(picks.deployment)?.name ?? textOf(wishes.settings, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'),
    identity: identity ? 'managed-identity' : null,
    ...namesOf(picks, wishes),
  };
}

/** Of an identity that nobody could look for, those under which it would be made; of one that only its client id tells, none. */
function namesOf({ identity, home }: Picks, wishes: Wishes): Pick<Known, 'identityName' | 'identityGroup'> {
  if (identity.kind === 'there') return { identityName: identity.value.name, identityGroup: identity.value.group };
  if (identity.kind === 'new') return { identityName: identity.name, identityGroup: home.group };
  if (identity.kind !== 'unseen' || textOf(wishes.settings, 'AZURE_CLIENT_ID') !== null) return { identityName: null, identityGroup: null };
  return { identityName: wishes.identity ?? usualIdentity, identityGroup: home.group };
}
