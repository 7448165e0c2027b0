import { identityLine, line, messageFix } from './admin-message.js';
import type { Confidence, Fix, Known } from './explanation.js';
import { azurePage, inStep, inWay, run, toDo } from './fix.js';
import { identityPlace } from './places.js';
import { shellWord } from '../settings/shell-word.js';
import { isAuth0s } from './who-issues.js';

/** Leads away from an app registration, to which other rules apply. */
export function useManagedIdentity(confidence: Confidence): Fix[] {
  return inStep('Use a managed identity that holds the credential', [
    run('azure', confidence, 'az identity list --query "[].{name:name, clientId:clientId}" --output table'),
    toDo('local', confidence, 'Set AZURE_CLIENT_ID to its client id.'),
  ]);
}

/** Where the tenant id is found. */
export function findTenant(): Fix[] {
  return [
    ...inStep('Find the tenant id', [
      azurePage('likely', 'Microsoft Entra ID › Overview › Tenant ID'),
      run('azure', 'likely', 'az account show --query tenantId --output tsv'),
    ]),
    ...inStep('Set AZURE_TENANT_ID to it', [toDo('local', 'likely', 'The env file holds it, or pass --tenant ID.')]),
  ];
}

/** The client id by what was given in its place: a resource id and an object id both lead to it. */
export function findClientId(given: string | null, known: Known): Fix[] {
  const isGuid = /^[0-9a-f-]{36}$/i.test(given ?? '');
  const byObjectId = isGuid ? [run('azure', 'maybe', `az identity list --query "[?principalId=='${given}'].clientId" --output tsv`)] : [];
  const place = azurePage('likely', `${identityPlace({ ...known, azureClientId: null })} › Overview › Client ID`);
  const all = run('azure', 'likely', 'az identity list --query "[].{name:name, clientId:clientId, objectId:principalId}" --output table');
  const byResourceId =
    given && isResourceId(given)
      ? [run('azure', 'certain', `az identity show --ids ${shellWord(given)} --query clientId --output tsv`)]
      : null;
  return [
    ...inStep('Find the client id of the identity', [
      ...(byResourceId ?? []),
      place,
      ...(byResourceId ? [] : [all, ...inWay('if yours is an object id (principal id), this shows the client id', byObjectId)]),
    ]),
    ...inStep('Set AZURE_CLIENT_ID to it', [toDo('local', 'likely', 'The env file holds it, or pass --azure-client-id ID.')]),
    ...(byResourceId
      ? []
      : inStep('If it is that id already, look at the tenant', [
          toDo('local', 'maybe', 'AZURE_TENANT_ID has to be the tenant in which the identity lives.'),
        ])),
  ];
}

/** Whether a value is the path of a resource in Azure, which people give where the client id belongs. */
export function isResourceId(value: string): boolean {
  return /^\/subscriptions\//i.test(value);
}

/** A message about the identity for whoever manages Entra ID. */
export function toEntraAdmin(ask: string, confidence: Confidence, known: Known, lines: [string, string][] = []): Fix {
  return messageFix('azure', confidence, {
    ask,
    lines: [...line('Tenant', known.tenant), ...identityLine(known), ...lines],
    why: `our application signs in with a token ${isAuth0s({}, known) === false ? '' : 'of Auth0 '}in place of an Azure key, and Entra ID refuses it.`,
  });
}
