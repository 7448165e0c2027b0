import type { Confidence, Fix, Known, Where } from './explanation.js';
import type { Finding } from './finding.js';
import { partyNames } from './party-names.js';
import { visible, withShownEnds } from './quote.js';
import { utc } from './time.js';

/** What to ask of the person who may make the change: one request, where, the values, and why. */
export interface Request {
  /** The question itself, a whole sentence. */
  ask: string;
  /** Lines of label and value, in the order in which they are read. */
  lines: [label: string, value: string][];
  why: string;
}

const closing = 'No secret is involved.';

/** A message ready to send to whoever manages the other side; `explain()` adds what a support desk asks for. */
export function messageFix(where: Where, confidence: Confidence, { ask, lines, why }: Request): Fix {
  // `now` and `wanted` stand below each other, so that the eye finds what differs.
  const rows = lines.map(([label, value]) => `${label}:${label.endsWith(' now') ? '    ' : ' '}${alone(value)}`);
  return { kind: 'message', where, confidence, text: [ask, ...rows, `Why: ${why}`, closing].join('\n') };
}

/** A space at the end of a line would be lost on its way. */
function alone(value: string): string {
  return withShownEnds(visible(value));
}

/** One line of a message; none when its value is not known. */
export function line(label: string, value: string | null): [label: string, value: string][] {
  return value ? [[label, value]] : [];
}

/** A line that the message is of no use without: where the value is not known, a placeholder asks the sender for it. */
export function needed(label: string, value: string | null, placeholder: string): [label: string, value: string][] {
  return [[label, value || placeholder]];
}

/** The line that says which identity is meant. */
export function identityLine(known: Known): [label: string, value: string][] {
  const labels = { 'app-registration': 'App registration', 'managed-identity': 'Managed identity' };
  const label = known.identity === null ? 'Identity' : labels[known.identity];
  const id = `client id ${known.azureClientId ?? 'CLIENT_ID'}`;
  const group = known.identityGroup && `resource group ${known.identityGroup}`;
  return [[label, [known.identityName, group, id].filter(Boolean).join(', ')]];
}

/** The message with the party's code, correlation id and time, as far as an answer gave them. */
export function withReference(fix: Fix, found: Finding): Fix {
  if (fix.kind !== 'message') return fix;
  const { party, code, correlationId, timestamp } = found.refusal ?? { party: null, code: null, correlationId: null, timestamp: null };
  const parts = [code, correlationId && `correlation id ${correlationId}`, timestamp && utc(timestamp)].filter(Boolean);
  // What came back from a proxy, from nobody, or as a web page is no answer of the party.
  const isFromParty = party !== null && !found.refusal?.network && !found.refusal?.isPage;
  const reference =
    isFromParty && parts.length > 0 ? `${partyNames[party]} answered: ${parts.join(', ')}` : `keyless calls this ${found.code}`;
  return { ...fix, text: `${fix.text} ${visible(reference)}.` };
}
