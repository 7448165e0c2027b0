import type { ClaimName, Wanted } from './finding.js';
import type { Fix, Known, Where } from './explanation.js';
import { set } from './fix.js';

/** A line of a resource that Terraform may manage: what is changed by hand there, its next run changes back. */
export function terraformLine(where: Where, resource: string, line: string, title = `or in Terraform: ${resource}`): Fix {
  return { ...set(where, 'maybe', `${resource} (Terraform)`, line), title };
}

/**
 * What the resource of a federated credential has to hold: for a managed identity `azurerm_federated_identity_credential`, for an app
 * registration `azuread_application_federated_identity_credential`, which names its audience in the plural. One for both, where they agree.
 */
export function terraformCredential(fields: readonly ClaimName[], wanted: Wanted, { identity }: Known): Fix[] {
  const lines = fields.flatMap((field) => linesOf(field, wanted[field], identity));
  const either = fields.includes('audience') ? ' (audiences for an app registration)' : ', in its federated credential';
  const place = identity === null ? either : `: ${resources[identity]}`;
  const name = identity === null ? Object.values(resources).join(' or ') : resources[identity];
  return lines.map((line) => terraformLine('azure', name, line, `or in Terraform${place}`));
}

const resources = {
  'managed-identity': 'azurerm_federated_identity_credential',
  'app-registration': 'azuread_application_federated_identity_credential',
} as const;

function linesOf(field: ClaimName, value: string | null, identity: Known['identity']): string[] {
  if (value === null) return [];
  if (field !== 'audience') return [`${field} = ${hclText(value)}`];
  const names = { 'managed-identity': ['audience'], 'app-registration': ['audiences'] };
  return (identity === null ? ['audience', 'audiences'] : names[identity]).map((name) => `${name} = [${hclText(value)}]`);
}

/** A value as a string of HCL, in which `${` and `%{` begin a template (Terraform language, "Strings and Templates"). */
export function hclText(value: string): string {
  const escaped = value
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\U${codePoint(character)}`);
  return `"${escaped}"`;
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(8, '0');
}
