import { sample, shuffledSubarray } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { check as checkByLibrary, connectionFrom } from '../../src/index.js';
import type { Bench, Connection, Document, PartyName } from '../foreign/connection.js';
import { check, connect, openBench } from '../foreign/connection.js';
import type { Asked, Reply } from '../foreign/serve.js';
import { cases, counts, seed } from '../support/cases.js';
import { answerFor } from './names.js';
import type { Stand } from './stands.js';
import { answers, stands, streams } from './stands.js';

/** How each phase is told: the code, and the code of the system behind it. */
const told: Readonly<Record<string, [code: string, detail: RegExp]>> = {
  'DNS: no such name': ['network/name-not-found', /^ENOTFOUND$/],
  'DNS: no name server that answers': ['network/name-not-found', /^EAI_AGAIN$/],
  'DNS: a name server that is silent': ['network/timeout', /^LOOKUP_TIMEOUT$/],
  'connect: refused': ['network/unreachable', /^ECONNREFUSED$/],
  'connect: dropped': ['network/timeout', /^CONNECT_TIMEOUT$/],
  'connect: no route': ['network/unreachable', /^ENETUNREACH$/],
  'TLS: unknown authority': [
    'network/tls-untrusted',
    /^(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|CERT_SIGNATURE_FAILURE)$/,
  ],
  'TLS: expired': ['network/tls-untrusted', /^CERT_HAS_EXPIRED$/],
  'TLS: not valid yet': ['network/tls-untrusted', /^CERT_NOT_YET_VALID$/],
  'TLS: another name': ['network/tls-untrusted', /^ERR_TLS_CERT_ALTNAME_INVALID$/],
  'TLS: silence in the handshake': ['network/timeout', /^CONNECT_TIMEOUT$/],
  'TLS: reset in the handshake': ['network/unreachable', /^ECONNRESET$/],
  'TLS: closed in the handshake': ['network/unreachable', /^ECONNRESET$/],
  'TLS: plain HTTP': ['network/tls-untrusted', /^(?:ERR_SSL|EPROTO)/],
  'TLS: old versions only': ['network/tls-untrusted', /PROTOCOL/],
  'headers: never': ['network/timeout', /^ANSWER_TIMEOUT$/],
  'headers: cut before': ['network/unreachable', /^ECONNRESET$/],
  'headers: closed in the middle': ['network/unreachable', /^HPE_|^ECONNRESET$/],
  'headers: no HTTP': ['network/unreachable', /^HPE_/],
  'body: hangs': ['network/timeout', /^BODY_TIMEOUT$/],
  'body: cut short': ['network/unreachable', /^ECONNRESET$/],
  'body: shorter than it said': ['network/unreachable', /^ECONNRESET$/],
  'body: chunks without a last one': ['network/unreachable', /^ECONNRESET$/],
  'stream: hangs': ['network/timeout', /^(?:CONTENT|BODY)_TIMEOUT$/],
  'stream: cut': ['network/unreachable', /^ECONNRESET$/],
  'stream: closed': ['network/unreachable', /^ECONNRESET$/],
};

/** Patience for what never comes. */
const limits = { connectMs: 2500, answerMs: 1500, completionMs: 1500, idleMs: 1500, bodyMs: 1500 };
const parties = {
  auth0: ['auth0', 'OIDC_ENDPOINT', ''],
  entra: ['entra', 'AZURE_AUTHORITY_HOST', 'https://'],
  azureOpenAi: ['azure-openai', 'AZURE_AOAI_ENDPOINT', 'https://'],
} as const;
const partyNames = Object.keys(parties) as PartyName[];
const faces = ['check', 'prompt', 'library'] as const;
const places = ['every question', 'what is metered'] as const;
type Row = readonly [fault: string, party: PartyName, face: (typeof faces)[number], place: (typeof places)[number]];

/** Every fault at every party, by every face. */
function rowsOf(faults: object, at: readonly PartyName[], where: readonly (typeof places)[number][]): Row[] {
  const all = Object.keys(faults).flatMap((fault) =>
    at.flatMap((party) => faces.flatMap((face) => where.map((place): Row => [fault, party, face, place]))),
  );
  // The library takes no other patience than its own.
  return all.filter(([fault, , face]) => face !== 'library' || told[fault]?.[0] !== 'network/timeout');
}

const rows = [
  ...rowsOf(stands, partyNames, ['every question']),
  ...rowsOf(answers, partyNames, places),
  ...rowsOf(streams, ['azureOpenAi'], ['what is metered']),
];
/** Each fault is tried each time, at one party in turn, by the face that says most; and of the others the share of this run. */
const isAlways = ([fault, party, face, place]: Row): boolean =>
  face === 'check' && (fault in streams || (place === 'every question' && party === partyNames[Object.keys(told).indexOf(fault) % 3]));
const others = rows.filter((row) => !isAlways(row));
const [mixed = []] = sample(shuffledSubarray(others, { minLength: others.length }), { numRuns: 1, seed });
const tried = [...rows.filter(isAlways), ...mixed.slice(0, cases('network faults'))];

let bench: Bench;
let forget: () => void;
beforeAll(async () => {
  forget = answerFor({
    'absent.keyless-names.test': 'ENOTFOUND',
    'again.keyless-names.test': 'EAI_AGAIN',
    'silent.keyless-names.test': 'silent',
    'no-route.keyless-names.test': ['224.0.0.1'],
  });
  bench = await openBench();
});
afterAll(() => {
  forget();
  return bench.close();
});

/** What a face says of a connection. */
async function ask(face: Row[2], connection: Connection, changes: Record<string, string>): Promise<Document> {
  if (face !== 'library') return (await check(connection, face === 'prompt' ? ['prompt', 'hello'] : [], changes, limits)).report;
  const happenings = checkByLibrary(connectionFrom({ ...connection.settings, ...changes }), { env: {} });
  for await (const happening of happenings) if (happening.type === 'report') return happening.report;
  throw new TypeError('no report');
}

/** Something else in the place of a party, or an answer of its own that is none. */
async function meet([fault, party, face, place]: Row): Promise<{ report: Document; connection: Connection; stand: Stand | null }> {
  const raw = answers[fault] ?? streams[fault];
  const instead = ({ method }: Asked): Reply | undefined =>
    raw && (place === 'every question' || method === 'POST') ? { status: 0, raw } : undefined;
  const [connection, stand] = await Promise.all([
    connect(bench, raw && { [party]: { instead } }),
    stands[fault]?.(bench.certificates) ?? null,
  ]);
  const [, setting, scheme] = parties[party];
  const report = await ask(face, connection, stand ? { [setting]: scheme + stand.host } : {});
  return { report, connection, stand };
}

test('the table has no hole', () => {
  expect([...new Set(rows.map(([fault]) => fault))].toSorted()).toEqual(Object.keys(told).toSorted());
  for (const fault of Object.keys({ ...stands, ...answers }))
    expect(new Set(rows.filter((row) => row[0] === fault).map(([, party]) => party))).toEqual(new Set(partyNames));
  expect(others.length).toBeLessThanOrEqual(counts['network faults']);
});

test.concurrent.each(tried)('%s: %s, by %s, to %s', async (...row) => {
  const [fault, party, , place] = row;
  const since = performance.now();
  const { report, connection, stand } = await meet(row);
  const ms = performance.now() - since;
  const [code, detail] = told[fault] ?? ['', /^$/];
  const [first] = report.diagnoses;
  expect([report.exitCode, report.ok, first.code, first.severity]).toEqual([3, false, code, 'unknown']);
  expect([first.evidence.party, first.evidence.failure.host]).toEqual([
    parties[party][0],
    stand?.host ?? `localhost:${connection[party].port}`,
  ]);
  expect(first.evidence.failure.detail).toMatch(detail);
  expect(first.fix.length).toBeGreaterThan(0);
  // Whoever is at fault is the only one.
  expect(report.diagnoses.map((one: Document) => one.evidence.party)).toEqual(report.diagnoses.map(() => parties[party][0]));
  if (fault === 'TLS: unknown authority') expect(first.evidence.failure.issuer).toBe('CN=foreign test CA');
  // No storm: what costs something is asked for once, and nobody is run down.
  for (const server of [connection.auth0, connection.entra, connection.azureOpenAi]) {
    expect(server.count('POST', /./)).toBeLessThanOrEqual(1);
    expect([server.requests.length <= 5, server.connections() <= 5]).toEqual([true, true]);
  }
  expect(connection[party].count('POST', /./)).toBe(stand ? 0 : place === 'every question' && party === 'entra' ? 0 : 1);
  expect(stand?.connections() ?? 0).toBeLessThanOrEqual(fault === 'TLS: unknown authority' ? 5 : 3);
  // Each phase has a limit, and no more than two of them follow one another at one party.
  expect(ms).toBeLessThan(code === 'network/timeout' ? 3 * limits.connectMs + 10_000 : 20_000);
  stand?.close();
  connection.close();
});
