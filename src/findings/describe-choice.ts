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
  const same = fields.filter((field) => changed[field] === 0);
  const others = fields.filter((field) => changed[field] !== 0 && changed[field] !== null);
  const unknown = fields.filter((field) => changed[field] === null);
  return [
    ...(same.length > 0 ? [`${listed(same)} identical`] : []),
    ...(others.length > 0 ? [counted(others, changed)] : []),
    ...(unknown.length > 0 ? [`${listed(unknown)} not compared`] : []),
  ].join(', ');
}

function counted(fields: ClaimName[], changed: Choice['changed']): string {
  const parts = fields.map((field, at) => {
    const count = changed[field] ?? 0;
    const noun = count === 1 ? ' character' : ' characters';
    return `${count}${at === 0 ? noun : ''} of the ${field}`;
  });
  return `${listed(parts)} ${fields.length === 1 && changed[fields[0] ?? 'issuer'] === 1 ? 'differs' : 'differ'}`;
}
