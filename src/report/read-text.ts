import type { Read } from '../findings/pasted/read.js';
import { utc } from '../findings/time.js';
import { printable } from './printable.js';

/** What a text told by itself, one line a value; nothing where it told nothing. */
export function readLines(read: Read): string[] {
  const rows = (Object.keys(labels) as (keyof Read)[]).flatMap((name) => {
    const value = read[name];
    return value === null ? [] : [[labels[name], name === 'timestamp' || name === 'clock' ? utc(value) : value] as const];
  });
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${label.padEnd(width)}  ${printable(value)}`);
  return lines.length === 0 ? [] : ['What I could read:', ...lines];
}

const labels: { readonly [Name in keyof Read]: string } = {
  issuer: 'issuer',
  subject: 'subject',
  audience: 'audience',
  clientId: 'client',
  tenant: 'tenant',
  principal: 'principal',
  action: 'action',
  correlationId: 'correlation id',
  traceId: 'trace id',
  timestamp: 'happened',
  clock: 'clock of Entra ID',
  skew: 'clocks',
};
