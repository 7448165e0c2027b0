import { readAddress } from './address.js';
import { clean } from './clean.js';
import { fieldOf } from './fields.js';
import type { FieldName } from './field-name.js';
import type { Besides, SettingProblem } from './profile.js';

/**
 * The portal shows a target URI that names more than the endpoint: `…/openai/deployments/NAME/…?api-version=VERSION`. The settings
 * count, and what the URI says besides is neither used nor lost: where it contradicts one that is told, where one is missing it is offered.
 */
export function withUri(problems: readonly SettingProblem[], endpoint: string, values: ReadonlyMap<FieldName, string>): SettingProblem[] {
  const named = endpoint === '' ? [] : namedIn(endpoint);
  if (named.length === 0) return [...problems];
  const besides = named.flatMap(({ field, pasted }): Besides[] => {
    const inUse = values.get(field) ?? '';
    return inUse === '' || inUse.toLowerCase() === pasted.toLowerCase() ? [] : [{ field, pasted, inUse }];
  });
  return problems.map((problem) => {
    if (problem.kind === 'normalised' && problem.field === 'AZURE_AOAI_ENDPOINT' && besides.length > 0) return { ...problem, besides };
    const offered = problem.kind === 'missing' ? named.find(({ field }) => field === problem.field) : undefined;
    return problem.kind === 'missing' && offered ? { ...problem, pasted: offered.pasted } : problem;
  });
}

/** What the URI has for other settings, as far as it could be their value. */
function namedIn(endpoint: string): { field: FieldName; pasted: string }[] {
  const url = readAddress(clean(endpoint, 'AZURE_AOAI_ENDPOINT').value)?.url;
  const deployment = /\/openai\/deployments\/([^/%]+)/i.exec(url?.pathname ?? '')?.[1] ?? '';
  const version = url?.searchParams.get('api-version') ?? '';
  const pairs = { AZURE_AOAI_MODEL_DEPLOYMENT_NAME: deployment, AZURE_AOAI_API_VERSION: version };
  return (Object.entries(pairs) as [FieldName, string][]).flatMap(([field, text]) => {
    const parsed = text === '' ? null : fieldOf(field).parse(text);
    return parsed?.ok && parsed.value !== '' ? [{ field, pasted: parsed.value }] : [];
  });
}
