import { accountLookup, assignRole, createIdentity } from '../findings/azure-commands.js';
import { nothingKnown } from '../findings/explanation.js';
import { option } from '../settings/shell-word.js';
import { cloudRemark, commented, roleOf, textOf, trustOf, trustRemark } from './connection.js';
import type { Template } from './kind.js';

/** The same with az alone. Each command may be run again: what is there stays, and takes the values that stand here. */
export const azureCli: Template = (profile) => {
  const { issuer, subject, audience } = trustOf(profile);
  const tryIt = 'sh azure.sh';
  const role = roleOf(profile);
  const lines = [
    '#!/bin/sh',
    '# Makes a managed identity that trusts an Auth0 application, and may use an Azure OpenAI account. az has to be signed in.',
    ...commented('#', cloudRemark(profile)),
    'set -eu',
    '',
    '# To decide: the resource group, which is there already, and the name of the identity.',
    'RESOURCE_GROUP=${RESOURCE_GROUP:?is not set: it is the resource group that the identity is made in}',
    'IDENTITY_NAME=${IDENTITY_NAME:-id-keyless}',
    ...accountLines(profile.openai.endpoint),
    '',
    `${fromVariables(createIdentity(nothingKnown))} --output none`,
    'of_identity() { az identity show --name "$IDENTITY_NAME" --resource-group "$RESOURCE_GROUP" --query "$1" --output tsv; }',
    'OBJECT_ID=$(of_identity principalId)',
    'AZURE_CLIENT_ID=$(of_identity clientId)',
    'AZURE_TENANT_ID=$(of_identity tenantId)',
    '',
    ...commented('#', trustRemark(profile)),
    'az identity federated-credential create --name auth0 \\',
    '  --identity-name "$IDENTITY_NAME" --resource-group "$RESOURCE_GROUP" \\',
    `  ${option('--issuer', issuer)} \\`,
    `  ${option('--subject', subject)} \\`,
    `  ${option('--audiences', audience)} --output none`,
    '',
    `# ${role[0]}, by its id, since Microsoft renames roles. It takes up to 10 minutes to count.`,
    ...assignLines(fromVariables(assignRole(nothingKnown, '"$OBJECT_ID"', role[1]))),
    '',
    '# What was made, as lines of .env.',
    'printf \'AZURE_TENANT_ID=%s\\nAZURE_CLIENT_ID=%s\\n\' "$AZURE_TENANT_ID" "$AZURE_CLIENT_ID"',
    '',
    `# Try it: ${tryIt}. Its end is the check, with what was made and the other settings from .env:`,
    'AZURE_TENANT_ID=$AZURE_TENANT_ID AZURE_CLIENT_ID=$AZURE_CLIENT_ID keyless check --wait',
  ];
  return { fileName: 'azure.sh', text: textOf(lines), tryIt };
};

/** The account, before anything is made: it may be in another subscription than the one that az is signed in to. */
function accountLines(endpoint: string): string[] {
  const lookup = accountLookup({ ...nothingKnown, endpoint: endpoint || null });
  if (lookup === null)
    return [
      '# To decide: the account. az cognitiveservices account list --query "[].id" --output tsv lists them.',
      'ACCOUNT_RESOURCE_ID=${ACCOUNT_RESOURCE_ID:?is not set: it is the resource id of the Azure OpenAI account}',
    ];
  return [
    '',
    '# The account of the endpoint, where ACCOUNT_RESOURCE_ID does not say which it is.',
    `ACCOUNT_RESOURCE_ID=\${ACCOUNT_RESOURCE_ID:-$(${lookup})}`,
    '[ -n "$ACCOUNT_RESOURCE_ID" ] || {',
    '  echo "The account is not in the subscription that az is signed in to: set ACCOUNT_RESOURCE_ID, or az account set." >&2',
    '  exit 1',
    '}',
  ];
}

/** An older az fails where the role is there already. */
function assignLines(assign: string): string[] {
  return [
    `said=$(${assign} --output none 2>&1) || case $said in`,
    '  *RoleAssignmentExists* | *"The role assignment already exists"*) ;; # which an older az says: that is well',
    `  *) printf '%s\\n' "$said" >&2; exit 1 ;;`,
    'esac',
  ];
}

/** The words in capitals of a command that has no value of a person in it, as the variables that the script sets. */
function fromVariables(command: string): string {
  return command.replace(/\b(?:RESOURCE_GROUP|IDENTITY_NAME|ACCOUNT_RESOURCE_ID)\b/g, '"$$$&"');
}
