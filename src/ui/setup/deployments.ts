import type { FieldName } from '../../settings/field-name.js';
import type { State } from '../state.js';

/** The deployments that the endpoint has, where a list could be had; none otherwise. */
export function deploymentsFor({ probes }: Pick<State, 'probes'>): readonly string[] {
  const probed = probes.get('deployments')?.probed;
  return probed?.kind === 'deployments' ? probed.names : [];
}

/** The next name of the list from the one that stands in the field; from any other text the first, or the last. */
export function nextDeployment(names: readonly string[], text: string, by: 1 | -1): string {
  const at = names.indexOf(text);
  const next = at === -1 ? (by === 1 ? 0 : names.length - 1) : (at + by + names.length) % names.length;
  return names[next] ?? text;
}

export function isDeployment(name: FieldName | undefined): boolean {
  return name === 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME';
}
