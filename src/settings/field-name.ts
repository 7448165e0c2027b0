/** The settings, by the names people already have in their `.env`. They never change. */
export type FieldName =
  | 'OIDC_ENDPOINT'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_CLIENT_SECRET'
  | 'OIDC_AUDIENCE'
  | 'AZURE_TENANT_ID'
  | 'AZURE_CLIENT_ID'
  | 'AZURE_AOAI_ENDPOINT'
  | 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'
  | 'AZURE_AOAI_API_VERSION'
  | 'AZURE_FEDERATED_ISSUER'
  | 'AZURE_FEDERATED_SUBJECT'
  | 'AZURE_FEDERATED_AUDIENCE'
  | 'AZURE_AUTHORITY_HOST';

/** What Azure is said to hold: evidence, which stays byte for byte as it was given. */
export function isEvidence(name: FieldName): boolean {
  return name.startsWith('AZURE_FEDERATED_');
}
