import { acme as people } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import type { Known } from '../../src/findings/explanation.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import { things } from '../../src/findings/guide/things.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { everyFinding } from '../findings/words-samples.js';

/** What somebody with the settings of this place may know: everything, or only what the settings tell, of either kind of identity, or nothing. */
function knowns({ settings, world }: Sandbox): Known[] {
  const [identity] = world.entra.tenants[0]?.identities ?? [];
  const told: Known = {
    ...nothingKnown,
    isOwn: true,
    domain: settings.OIDC_ENDPOINT,
    oidcClientId: settings.OIDC_CLIENT_ID,
    audience: settings.OIDC_AUDIENCE,
    tenant: settings.AZURE_TENANT_ID,
    azureClientId: settings.AZURE_CLIENT_ID,
    endpoint: settings.AZURE_AOAI_ENDPOINT,
    deployment: settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME,
    issuer: `https://${settings.OIDC_ENDPOINT}/`,
    subject: `${settings.OIDC_CLIENT_ID}@clients`,
    credentialName: 'auth0',
  };
  const managed: Known = { ...told, identity: 'managed-identity', identityName: 'id-keyless', identityGroup: 'rg-keyless' };
  const lookedUp = { accountId: world.azure.resourceId, principalId: identity?.objectId ?? null };
  return [managed, { ...managed, ...lookedUp }, { ...told, identity: 'app-registration' }, told, { ...nothingKnown, isOwn: true }];
}

/** Every command that any explanation or guide prints for them, each once, as a person would run it: with its capitals filled in. */
export function printedCommands(place: Sandbox): string[] {
  const all = knowns(place).flatMap((known) => [
    ...everyFinding.flatMap((found) => explain(found, known).fix.flatMap((fix) => (fix.kind === 'command' ? [fix.command] : []))),
    ...things.flatMap((thing) => guideOf(thing, known).commands.map(({ command }) => command)),
  ]);
  return [...new Set(all.map((one) => filled(one, place)))].toSorted();
}

/** What stands in capitals, by what a person would put there. */
function fillings({ settings, world }: Sandbox, command: string): Record<string, string> {
  const [identity] = world.entra.tenants[0]?.identities ?? [];
  return {
    IDENTITY_NAME: 'id-keyless',
    NEW_IDENTITY_NAME: 'id-new',
    RESOURCE_GROUP: 'rg-keyless',
    CREDENTIAL_NAME: 'auth0',
    NEW_CREDENTIAL_NAME: 'another',
    UNUSED_CREDENTIAL_NAME: 'auth0',
    // Each of the two tools has clients of its own.
    CLIENT_ID: command.startsWith('auth0') ? settings.OIDC_CLIENT_ID : settings.AZURE_CLIENT_ID,
    OBJECT_ID: identity?.objectId ?? '',
    ISSUER: `https://${settings.OIDC_ENDPOINT}/`,
    SUBJECT: `${settings.OIDC_CLIENT_ID}@clients`,
    AUDIENCE: settings.OIDC_AUDIENCE,
    API_IDENTIFIER: settings.OIDC_AUDIENCE,
    API_ID: world.auth0.apis[0]?.id ?? '',
    AUTH0_DOMAIN: settings.OIDC_ENDPOINT,
    ISSUER_DOMAIN: settings.OIDC_ENDPOINT,
    ENDPOINT_HOST: world.azure.hosts[0] ?? '',
    SUBSCRIPTION_ID: world.subscription.id,
    LOCATION: 'swedencentral',
    ACCOUNT_NAME: world.azure.resourceId.split('/').at(-1) ?? '',
    ACCOUNT_RESOURCE_ID: world.azure.resourceId,
    MODEL_NAME: 'gpt-4.1-mini',
    MODEL_VERSION: '2025-04-14',
    DEPLOYMENT_NAME: 'chat',
    SUBDOMAIN: 'a-name-of-its-own',
    OTHER_SUBDOMAIN: 'another-name',
  };
}

/** What was found in an example is of the people in it; the three values are those of the token, whichever the example has wrong. */
function filled(command: string, place: Sandbox): string {
  const { settings, world } = place;
  const values = fillings(place, command);
  const capitals = new RegExp(`(?<![A-Za-z0-9_])(?:${Object.keys(values).join('|')})(?![A-Za-z0-9_])(?!:[a-z])`, 'g');
  const word = String.raw`(?:'[^']*'|"[^"]*"|\S+)`;
  const issuer = `https://${settings.OIDC_ENDPOINT}/`;
  const subject = `${settings.OIDC_CLIENT_ID}@clients`;
  return (
    command
      .replaceAll(people.azureClientId, settings.AZURE_CLIENT_ID)
      .replaceAll(people.tenant, settings.AZURE_TENANT_ID)
      .replaceAll(people.objectId, values['OBJECT_ID'] ?? '')
      .replaceAll(people.host, world.azure.hosts[0] ?? '')
      .replaceAll(people.oidcClientId, settings.OIDC_CLIENT_ID)
      .replaceAll(people.domain, settings.OIDC_ENDPOINT)
      .replaceAll('acme.auth0.com', settings.OIDC_ENDPOINT)
      .replaceAll('/home/me/', 'home/me/')
      .replace(/principalId=='[^']*'/, `principalId=='${values['OBJECT_ID']}'`)
      .replace(/--ids \S+/, `--ids ${world.entra.tenants[0]?.identities[0]?.resourceId}`)
      .replaceAll(capitals, (name) => values[name] ?? name)
      .replace(new RegExp(`--issuer ${word}`), `--issuer ${issuer}`)
      .replace(new RegExp(`--subject ${word}`), `--subject ${subject}`)
      .replace(new RegExp(`--audiences ${word}`), `--audiences ${settings.OIDC_AUDIENCE}`)
      .replace(
        /"issuer":"[^"]*","subject":"[^"]*","audiences":\["[^"]*"\]/,
        `"issuer":"${issuer}","subject":"${subject}","audiences":["${settings.OIDC_AUDIENCE}"]`,
      )
      // Headings of a table in capitals and not are one command.
      .replaceAll(/(?<=[{ ])[A-Z_]+(?=:[a-z])/g, (heading) => heading.toLowerCase())
  );
}
