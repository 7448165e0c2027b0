import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodeAssertion } from '../../src/chain/assertion.js';
import { readToken } from '../../src/checks/given-token.js';
import { judgeToken, notVerified } from '../../src/checks/token-rules.js';
import { shownToken } from '../../src/commands/shown-token.js';
import { diagnosisFor } from '../../src/report/diagnosis.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { severityOf } from '../../src/findings/severity.js';
import { readGivenToken } from '../../src/settings/given-text.js';
import { Secret } from '../../src/settings/secret.js';
import { seed, tries } from '../support/cases.js';

const now = new Date('2026-11-26T12:00:00Z');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const deep = fc.integer({ min: 1, max: 30_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);

/** Drawn once: to make them up anew for each case takes longer than all that is tested. */
const json = fc.constantFrom(...fc.sample(fc.json({ maxDepth: 2, stringUnit: 'binary' }), { numRuns: 1000, seed }));

/** JSON in the place of a value that is a text or a number in every token that was ever issued. */
const strange = fc.oneof(
  { weight: 60, arbitrary: json },
  {
    weight: 60,
    arbitrary: fc.constantFrom('1e308', '-1e308', '1e999', '8640000000000', '8640000000001', '-1', '0.5', '"1800000000"', 'null'),
  },
  {
    weight: 40,
    arbitrary: fc.constantFrom(
      '{"toString":1,"valueOf":1}',
      '{"__proto__":{"alg":"RS256"}}',
      '{"constructor":null}',
      '"\\ud800"',
      '"\\u0000\\u001b[2J"',
      '""',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 10_000 }).map((count) => `[${Array.from({ length: count }, (_, at) => `"a${at}"`).join(',')}]`),
  },
  { weight: 1, arbitrary: deep },
);
const usual = new Map<string, readonly string[]>(
  Object.entries({
    alg: ['"RS256"', '"HS256"', '"none"'],
    kid: ['"key-1"'],
    typ: ['"JWT"'],
    iss: [
      '"https://acme-dev.eu.auth0.com/"',
      '"https://sts.windows.net/7c9e6679-7425-40de-944b-e07fc1f90ae7/"',
      '"https://token.actions.githubusercontent.com"',
    ],
    sub: ['"K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients"', '"auth0|5f7c8ec7c33c6c004bbafe82"'],
    aud: ['"api://AzureADTokenExchange"', '"https://cognitiveservices.azure.com"', '["a","b"]'],
    exp: ['1795000000', '1'],
  }),
);
const names = [
  'alg',
  'kid',
  'typ',
  'crit',
  'x5t',
  'iss',
  'sub',
  'aud',
  'exp',
  'iat',
  'nbf',
  'azp',
  'client_id',
  'gty',
  'scope',
  'scp',
  'roles',
  'tid',
];
const more = ['appid', 'oid', 'idtyp', 'ver', 'xms_mirid', 'permissions', '__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** An object as text, since JSON may have a name twice. */
const object = fc
  .array(
    fc.constantFrom(...names, ...more).chain((name) => {
      const plain = usual.get(name);
      const value = plain ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...plain) }, { weight: 1, arbitrary: strange }) : strange;
      return value.map((text) => `${JSON.stringify(name)}:${text}`);
    }),
    { maxLength: 10 },
  )
  .map((members) => `{${members.join(',')}}`);
const part = fc.oneof(
  { weight: 8, arbitrary: object.map(base64url) },
  { weight: 1, arbitrary: fc.oneof({ weight: 60, arbitrary: json }, { weight: 1, arbitrary: deep }).map(base64url) },
  { weight: 1, arbitrary: object.map((text) => `${Buffer.from(text).toString('base64')}==`) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('base64url')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);
const token = fc
  .oneof(
    { weight: 8, arbitrary: fc.tuple(part, part, fc.constantFrom('c2ln', 'A'.repeat(342), 'A'.repeat(86), '')) },
    { weight: 1, arbitrary: fc.array(part, { maxLength: 6 }) },
  )
  .map((parts) => parts.join('.'));

test('whatever stands between the dots of a token is decoded, judged and told, or refused as none', () => {
  const property = fc.property(token, (raw) => {
    const given = readGivenToken(raw) ?? { token: new Secret(raw), parts: raw.split('.').length, isJwtLike: true, wasWrapped: false };
    const read = readToken(given, now);
    expect(read.decoded !== null || read.findings.length > 0).toBe(true);
    shownToken(read, given);
    for (const found of read.findings) diagnosisFor(found, severityOf(found), { ...nothingKnown, ...read.known });
    const decoding = decodeAssertion(new Secret(raw));
    if (!decoding.ok) return;
    const { header, claims, issuer, audiences, expires, issuedAt, notBefore } = decoding.value;
    judgeToken(decoding.value, { now, clock: 'local' });
    notVerified(decoding.value);
    // What a name says more than once, its last place says (ECMA-262, 25.5.1); what is said of a prototype is a claim as any other.
    if (raw.length < 2000) expect(claims).toEqual(JSON.parse(Buffer.from(raw.split('.')[1] ?? '', 'base64url').toString()));
    expect([Object.getPrototypeOf(header), Object.getPrototypeOf(claims)]).toEqual([Object.prototype, Object.prototype]);
    expect(issuer).toBe(typeof claims['iss'] === 'string' ? claims['iss'] : null);
    expect(audiences.every((one) => typeof one === 'string')).toBe(true);
    for (const seconds of [expires, issuedAt, notBefore]) if (seconds !== null) expect(new Date(seconds * 1000).getTime()).not.toBeNaN();
  });
  fc.assert(property, tries('tokens'));
});
