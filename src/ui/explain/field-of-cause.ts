import type { Code } from '../../findings/finding.js';
import type { Diagnosis } from '../../report/report.js';
import type { FieldName } from '../../settings/field-name.js';
import { fields } from '../../settings/fields.js';

/** The setting a cause is about, to be opened for editing; null where it is about none, or several. */
export function fieldOfCause({ code, evidence }: Pick<Diagnosis, 'code' | 'evidence'>): FieldName | null {
  const named = 'field' in evidence ? fields.find(({ name }) => name === evidence.field) : undefined;
  return named?.name ?? about[code] ?? null;
}

/** Where the evidence does not name the setting, but a party has refused it. */
const about: { readonly [C in Code]?: FieldName } = {
  'auth0/domain-wrong': 'OIDC_ENDPOINT',
  'auth0/issuer-differs': 'OIDC_ENDPOINT',
  'auth0/client-refused': 'OIDC_CLIENT_SECRET',
  'auth0/api-missing': 'OIDC_AUDIENCE',
  'entra/tenant-not-found': 'AZURE_TENANT_ID',
  'entra/tenant-malformed': 'AZURE_TENANT_ID',
  'entra/client-not-found': 'AZURE_CLIENT_ID',
  'entra/client-mismatch': 'AZURE_CLIENT_ID',
  'azure-openai/tenant-mismatch': 'AZURE_TENANT_ID',
  'azure-openai/subdomain-required': 'AZURE_AOAI_ENDPOINT',
  'azure-openai/subdomain-unmapped': 'AZURE_AOAI_ENDPOINT',
  'azure-openai/deployment-missing': 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
  'azure-openai/path-or-version-wrong': 'AZURE_AOAI_API_VERSION',
  'azure-openai/version-not-allowed': 'AZURE_AOAI_API_VERSION',
  'azure-openai/version-too-old': 'AZURE_AOAI_API_VERSION',
};
