import type { ComparedValue } from '../findings/compare-values.js';
import { withoutMisasked } from '../findings/misasked.js';
import type { Explained, ShownCredential, ShownToken } from './explained.js';
import type { Paint } from './marks.js';
import { marks } from './marks.js';
import { printable } from './printable.js';

/** A token by its claims, and the three values Azure must hold, each alone in its line to be copied. */
export function tokenLines(token: ShownToken, { diagnoses, compared }: Explained, paint: Paint): string[] {
  if (token.kind === null) return ['It is a token that cannot be read.'];
  const { alg, kid, typ } = token.header;
  const header = [alg ?? 'no algorithm', `key ${kid ?? 'not named'}`, ...(typ === null ? [] : [`type ${typ}`])].join(', ');
  const own: [string, string | null][] = token.isOfEntra
    ? [
        ['issuer', token.issuer],
        ['subject', token.subject],
        ['audience', token.audiences.join(' and ') || null],
      ]
    : [];
  return [
    `This is ${token.kind}. It was decoded on this machine only.`,
    ...(token.wasWrapped ? ['Line breaks or spaces inside of it were taken out.'] : []),
    ...rowsOf([
      ...own,
      ['header', header],
      ['time', token.lifetime],
      ['signature', 'not verified: that takes the keys of the issuer, and nobody is asked here'],
    ]),
    ...token.remarks.map((sentence) => `  ${paint('yellow', marks.warn.mark)} ${printable(sentence)}`),
    ...(token.isOfEntra || token.isOther ? [] : heldLines(token, paint)),
    ...(diagnoses.length === 0 && compared.length === 0 ? ['', nothingRefused(token)] : []),
  ];
}

function nothingRefused(token: ShownToken): string {
  if (token.isOfEntra) return 'Azure OpenAI takes such a token: the audience is right, and it has not expired.';
  // A token that lacks a value has a finding, so what is not held here was left out as asked for in a wrong way.
  const left = heldBy(token).flatMap(([label, value]) => (value === null ? [label] : []));
  if (left.length > 0)
    return `Another token has to be asked for: Azure should not hold the ${left.join(' and the ')} of this one. Nothing else that can be seen without the keys would be refused by Entra ID.`;
  return 'Nothing that can be seen without the keys would be refused by Entra ID, as long as Azure holds these three values.';
}

function heldBy({ issuer, subject, audiences }: ShownToken): [label: string, value: string | null][] {
  return Object.entries(withoutMisasked({ issuer, subject, audience: audiences.length === 1 ? (audiences[0] ?? null) : null }));
}

function heldLines(token: ShownToken, paint: Paint): string[] {
  const known = heldBy(token).flatMap(([label, value]) => (value === null ? [] : [`  ${paint('cyan', label)}`, printable(value)]));
  return known.length === 0 ? [] : ['', 'Azure must hold these values, letter for letter:', ...known];
}

/** Federated credentials as they were given, with what is odd about each by itself. */
export function credentialLines(credentials: readonly ShownCredential[], paint: Paint): string[] {
  if (credentials.length === 0) return [];
  const count = credentials.length === 1 ? 'One federated credential:' : `${credentials.length} federated credentials:`;
  return [count, ...credentials.flatMap((one) => credentialLine(one, paint))];
}

function credentialLine({ name, issuer, subject, audience, suspicions }: ShownCredential, paint: Paint): string[] {
  return [
    `  ${paint('bold', printable(name ?? 'without a name'))}`,
    ...rowsOf([
      ['issuer', issuer],
      ['subject', subject],
      ['audience', audience],
    ]).map((row) => `  ${row}`),
    ...suspicions.map((sentence) => `    ${paint('yellow', marks.warn.mark)} ${printable(sentence)}`),
  ];
}

/** The outcome of the comparison, value by value; how one differs stands in its cause. */
export function comparedLines({ compared, chosen }: Pick<Explained, 'compared' | 'chosen'>, paint: Paint): string[] {
  if (compared.length === 0) return [];
  const rows = compared.map((value) => {
    const colour = value.outcome === 'identical' ? 'green' : value.outcome === 'differs' ? 'red' : 'gray';
    return `  ${value.field.padEnd(8)}  ${paint(colour, outcomeOf(value))}`;
  });
  const isSame = compared.every(({ outcome }) => outcome === 'identical');
  const which = chosen === null ? [] : [`  credential ${printable(chosen)}`];
  return [
    'The token and Azure:',
    ...which,
    ...rows,
    ...(isSame ? ['All three are identical: this is what Entra ID compares, and it matches.'] : []),
  ];
}

function outcomeOf({ outcome, token, azure }: ComparedValue): string {
  if (outcome === 'differs') return 'differs';
  if (outcome === 'identical') return `identical, ${Array.from(token ?? '').length} characters`;
  return token === null && azure === null ? 'not known' : `not known of ${token === null ? 'the token' : 'Azure'}`;
}

function rowsOf(rows: readonly [label: string, value: string | null][]): string[] {
  return rows.flatMap(([label, value]) => (value === null ? [] : [`  ${label.padEnd(9)}  ${printable(value)}`]));
}
