import type { FieldName } from '../../settings/field-name.js';
import type { ProbeName } from '../probes.js';

/** One step of the setup: its fields in the order in which they are asked for, and the live looks that belong to it. */
export interface Step {
  title: string;
  fields: readonly FieldName[];
  probes: readonly ProbeName[];
}

export const steps: readonly Step[] = [
  {
    title: 'Auth0',
    fields: ['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE'],
    probes: ['domain', 'token'],
  },
  {
    title: 'Azure',
    fields: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_AOAI_ENDPOINT', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'AZURE_AOAI_API_VERSION'],
    probes: ['tenant', 'endpoint', 'deployments'],
  },
  {
    title: 'Federated credential',
    fields: ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'],
    probes: ['trust'],
  },
];

/** The last step has no fields: all of them are looked at once more, and written. */
export const stepCount = steps.length + 1;

/** The step in which a field is asked for, from 0 on. */
export function stepOf(name: FieldName): number {
  return steps.findIndex(({ fields }) => fields.includes(name));
}
