import { cloudRemark, commented, roleOf, subdomainOf, textOf, trustOf, trustRemark } from './connection.js';
import type { Template } from './kind.js';
import { bicepString as text } from './literal.js';

/** Azure's side of the trust: identity, federated credential and role. The account is there already. */
export const bicep: Template = (profile) => {
  const { issuer, subject, audience } = trustOf(profile);
  const account = subdomainOf(profile);
  const tryIt = 'az deployment group create --resource-group RESOURCE_GROUP --template-file main.bicep --query properties.outputs';
  const role = roleOf(profile);
  const lines = [
    '// A managed identity that trusts an Auth0 application, and may use an Azure OpenAI account.',
    ...commented('//', cloudRemark(profile)),
    '// To decide: the names. Deploy it into the resource group that the account is in.',
    account === null
      ? '// To decide: the name of the account, which is given with --parameters accountName=NAME.'
      : '// To decide: whether the account is named like its endpoint, as most are.',
    `param accountName string${account === null ? '' : ` = ${text(account)}`}`,
    "param identityName string = 'id-keyless'",
    'param location string = resourceGroup().location',
    '',
    "resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {",
    '  name: identityName',
    '  location: location',
    '}',
    '',
    ...commented('//', trustRemark(profile)),
    "resource credential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {",
    '  parent: identity',
    "  name: 'auth0'",
    '  properties: {',
    `    issuer: ${text(issuer)}`,
    `    subject: ${text(subject)}`,
    '    audiences: [',
    `      ${text(audience)}`,
    '    ]',
    '  }',
    '}',
    '',
    "resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' existing = {",
    '  name: accountName',
    '}',
    '',
    `// ${role[0]}, by its id, since Microsoft renames roles. It takes up to 10 minutes to count.`,
    `var roleId = '${role[1]}'`,
    '',
    "resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {",
    '  name: guid(account.id, identity.id, roleId)',
    '  scope: account',
    '  properties: {',
    "    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)",
    '    principalId: identity.properties.principalId',
    "    principalType: 'ServicePrincipal'",
    '  }',
    '}',
    '',
    '// Three lines of .env.',
    'output AZURE_TENANT_ID string = identity.properties.tenantId',
    'output AZURE_CLIENT_ID string = identity.properties.clientId',
    `output AZURE_AOAI_ENDPOINT string = ${profile.openai.endpoint ? text(profile.openai.endpoint) : 'account.properties.endpoint'}`,
    '',
    '// Try it, then keyless check --wait:',
    `// ${tryIt}`,
  ];
  return { fileName: 'main.bicep', text: textOf(lines), tryIt };
};
