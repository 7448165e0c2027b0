import type { ClaimName } from './finding.js';
import { listed, quote } from './quote.js';
import type { Choice } from './recognise/closest-credential.js';

/** Which of several credentials is compared, so that nobody looks at another one. */
export function describeChoice({ credential, of, ties }: Choice): string {
  const first = ties > 0 ? `, the first of ${ties + 1} that are as close` : '';
  return `${credential.name === null ? 'one without a name' : quote(credential.name)}, the closest of ${of}${first}`;
}

/** Why it is that one, value by value. */
export function describeReason({ changed }: Choice): string {
  const fields = Object.keys(changed) as ClaimName[];
  const known = fields.filter((field) => changed[field] !== null);
  const same = known.filter((field) => changed[field] === 0);
  const others = known.filter((field) => changed[field] !== 0).map((field) => counted(field, changed[field] ?? 0));
  const unknown = fields.filter((field) => changed[field] === null);
  return [
    ...(same.length > 0 ? [`${listed(same)} identical`] : []),
    ...others,
    ...(unknown.length > 0 ? [`${listed(unknown)} not compared`] : []),
  ].join(', ');
}

function counted(field: ClaimName, changed: number): string {
  return changed === 1 ? `1 character of the ${field} differs` : `${changed} characters of the ${field} differ`;
}
