import type { Profile } from '../settings/profile.js';
import { commented, roleOf, subdomainOf, textOf, trustOf, trustRemark } from './connection.js';
import type { Template } from './kind.js';
import { terraformString as text } from './literal.js';

/** The same as in Bicep, with the azurerm provider: `user_assigned_identity_id` is there since 4.66 and the only name since 5.0. */
export const terraform: Template = (profile) => {
  const { issuer, subject, audience } = trustOf(profile);
  const account = subdomainOf(profile);
  const tryIt = 'terraform init && terraform apply';
  const role = roleOf(profile);
  const lines = [
    '# A managed identity that trusts an Auth0 application, and may use an Azure OpenAI account.',
    'terraform {',
    '  required_providers {',
    '    azurerm = {',
    '      source  = "hashicorp/azurerm"',
    '      version = ">= 4.66, < 6.0"',
    '    }',
    '  }',
    '}',
    '',
    'provider "azurerm" {',
    '  features {}',
    '  # To decide: the subscription, here as subscription_id or in the variable ARM_SUBSCRIPTION_ID.',
    ...environmentLines(profile),
    '}',
    '',
    '# To decide: the resource group that the account is in; the identity is made there, too.',
    ...variable('resource_group', null),
    '',
    account === null
      ? '# To decide: the name of the account.'
      : '# To decide: whether the account is named like its endpoint, as most are.',
    ...variable('account_name', account),
    '',
    '# To decide: the name of the identity.',
    ...variable('identity_name', 'id-keyless'),
    '',
    'data "azurerm_cognitive_account" "openai" {',
    '  name                = var.account_name',
    '  resource_group_name = var.resource_group',
    '}',
    '',
    'resource "azurerm_user_assigned_identity" "keyless" {',
    '  name                = var.identity_name',
    '  resource_group_name = var.resource_group',
    '  location            = data.azurerm_cognitive_account.openai.location',
    '}',
    '',
    ...commented('#', trustRemark(profile)),
    'resource "azurerm_federated_identity_credential" "auth0" {',
    '  name                      = "auth0"',
    '  user_assigned_identity_id = azurerm_user_assigned_identity.keyless.id',
    `  issuer                    = ${text(issuer)}`,
    `  subject                   = ${text(subject)}`,
    `  audience                  = [${text(audience)}]`,
    '}',
    '',
    'data "azurerm_subscription" "current" {}',
    '',
    `# ${role[0]}, by its id, since Microsoft renames roles. It takes up to 10 minutes to count.`,
    'resource "azurerm_role_assignment" "openai" {',
    '  scope              = data.azurerm_cognitive_account.openai.id',
    `  role_definition_id = "\${data.azurerm_subscription.current.id}/providers/Microsoft.Authorization/roleDefinitions/${role[1]}"`,
    '  principal_id       = azurerm_user_assigned_identity.keyless.principal_id',
    '  principal_type     = "ServicePrincipal"',
    '}',
    '',
    '# Three lines of .env.',
    ...output('AZURE_TENANT_ID', 'azurerm_user_assigned_identity.keyless.tenant_id'),
    '',
    ...output('AZURE_CLIENT_ID', 'azurerm_user_assigned_identity.keyless.client_id'),
    '',
    ...output(
      'AZURE_AOAI_ENDPOINT',
      profile.openai.endpoint ? text(profile.openai.endpoint) : 'data.azurerm_cognitive_account.openai.endpoint',
    ),
    '',
    `# Try it, then keyless check --wait: ${tryIt}`,
  ];
  return { fileName: 'main.tf', text: textOf(lines), tryIt };
};

/** Nothing in the public cloud. */
function environmentLines({ entra: { authorityHost } }: Profile): string[] {
  if (authorityHost.endsWith('.us')) return ['  environment = "usgovernment"'];
  return authorityHost.endsWith('.cn') ? ['  environment = "china"'] : [];
}

/** Laid out as `terraform fmt` does it. */
function variable(name: string, usual: string | null): string[] {
  const lines = usual === null ? ['  type = string'] : ['  type    = string', `  default = ${text(usual)}`];
  return [`variable "${name}" {`, ...lines, '}'];
}

function output(name: string, value: string): string[] {
  return [`output "${name}" {`, `  value = ${value}`, '}'];
}
