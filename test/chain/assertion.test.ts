import { createHmac, generateKeyPairSync } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { PublishedKeys } from '../../src/chain/assertion.js';
import { decodeAssertion, fetchKeys, verifyAssertion } from '../../src/chain/assertion.js';
import { Secret } from '../../src/settings/secret.js';
import type { Claims, SigningKey } from '../foreign/jwt.js';
import { keyNumber, signToken } from '../foreign/jwt.js';
import { onHttp, open } from './loopback.js';

const [key, other] = [keyNumber(0), keyNumber(1)];

const claims = { iss: 'https://acme-dev.eu.auth0.com/', sub: 'k9Qw@clients', aud: 'api://AzureADTokenExchange', iat: 1000, exp: 2000 };
const signed = (header: Claims = {}, body: Claims = claims, by: SigningKey = key): Secret =>
  new Secret(signToken({ alg: 'RS256', typ: 'JWT', kid: by.kid, ...header }, body, by));
const encoded = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

describe('reading a token without judging it', () => {
  test('an Auth0 token: header, claims, and the values Azure must hold', () => {
    expect(decodeAssertion(signed())).toMatchObject({
      ok: true,
      value: {
        header: { alg: 'RS256', kid: key.kid },
        issuer: claims.iss,
        subject: claims.sub,
        audiences: [claims.aud],
        issuedAt: 1000,
        notBefore: null,
        expires: 2000,
      },
    });
  });

  test('audiences as a list, several or none', () => {
    const audiences = (aud: unknown): unknown => {
      const decoding = decodeAssertion(signed({}, { ...claims, aud }));
      return decoding.ok && decoding.value.audiences;
    };
    expect([audiences(['a']), audiences(['a', 'b']), audiences([]), audiences(undefined), audiences([7, 'a'])]).toEqual([
      ['a'],
      ['a', 'b'],
      [],
      [],
      ['a'],
    ]);
  });

  test('claims of the wrong type are absent, not guessed', () => {
    const decoding = decodeAssertion(signed({}, { iss: 7, sub: ['x'], aud: {}, exp: '2000', iat: null, nbf: true }));
    expect(decoding).toMatchObject({
      ok: true,
      value: { issuer: null, subject: null, audiences: [], issuedAt: null, notBefore: null, expires: null },
    });
  });

  test('letters beyond ASCII arrive unchanged', () => {
    const sub = 'ключ-😀-é@clients';
    expect(decodeAssertion(signed({}, { ...claims, sub }))).toMatchObject({ ok: true, value: { subject: sub } });
  });

  test.each([
    ['a word', 'opaque-token', { kind: 'opaque', length: 12 }],
    ['two parts', `${encoded({ alg: 'RS256' })}.${encoded(claims)}`, { kind: 'opaque' }],
    ['five parts', 'a.b.c.d.e', { kind: 'encrypted' }],
    ['nothing', '', { kind: 'opaque', length: 0 }],
    ['three parts that are no base64url', '?.?.?', { kind: 'malformed' }],
    ['a header that is no JSON', `${encoded('{"alg')}.${encoded(claims)}.x`, { kind: 'malformed' }],
    ['claims that are no object', `${encoded({ alg: 'RS256' })}.${encoded([1])}.x`, { kind: 'malformed' }],
    ['claims that are no JSON', `${encoded({ alg: 'RS256' })}.${encoded('text')}.x`, { kind: 'malformed' }],
    ['empty parts', '..', { kind: 'malformed' }],
  ])('%s', (_, text, expected) => {
    expect(decodeAssertion(new Secret(text))).toMatchObject({ ok: false, ...expected });
  });

  test('what is wrong with a token is said without the token', () => {
    const hidden = 'SIGNATURE-OF-THE-TOKEN';
    for (const text of [`!!.${encoded(claims)}.${hidden}`, `${encoded('x')}.${encoded('y')}.${hidden}`])
      expect(JSON.stringify(decodeAssertion(new Secret(text)))).not.toContain(hidden);
  });
});

describe('verifying against published keys', () => {
  const published = (one: SigningKey, more: Claims = {}): Claims => ({ ...one.jwk, kid: one.kid, use: 'sig', alg: 'RS256', ...more });

  async function keysOf(document: unknown, status = 200): Promise<{ keys: PublishedKeys; fetched: () => number }> {
    let fetched = 0;
    const { url } = await onHttp((_, response) => {
      fetched++;
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(typeof document === 'string' ? document : JSON.stringify(document));
    });
    const answer = await fetchKeys(`${url}/jwks.json`, open().transport);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    return { keys: answer.value, fetched: () => fetched };
  }

  test('a good signature, with one fetch for any number of tokens', async () => {
    const { keys, fetched } = await keysOf({ keys: [published(other), published(key)] });
    expect(keys.keyIds).toEqual([other.kid, key.kid]);
    expect([await verifyAssertion(signed(), keys), await verifyAssertion(signed({}, { ...claims, exp: 1 }), keys)]).toEqual([
      'verified',
      'verified',
    ]);
    expect(fetched()).toBe(1);
  });

  test.each<[string, Claims[]]>([
    ['keys without alg', [published(key, { alg: undefined }), published(other, { alg: undefined })]],
    ['keys without use', [published(key, { use: undefined })]],
    [
      'keys of other kinds between them',
      [{ kty: 'oct', kid: 'x', k: 'AAAA' }, { kty: 'EC', kid: 'y', crv: 'P-256' }, { kty: 'new', kid: 'z' }, published(key)],
    ],
    ['a key for encryption with the same id', [published(other, { kid: key.kid, use: 'enc' }), published(key)]],
  ])('%s', async (_, list) => {
    const { keys } = await keysOf({ keys: list });
    expect(await verifyAssertion(signed(), keys)).toBe('verified');
  });

  test.each(['RS384', 'RS512'])('%s verifies too', async (alg) => {
    const { keys } = await keysOf({ keys: [published(key, { alg: undefined })] });
    expect(await verifyAssertion(signed({ alg }), keys)).toBe('verified');
  });

  test('a key that is not published', async () => {
    const { keys } = await keysOf({ keys: [published(other)] });
    expect(await verifyAssertion(signed(), keys)).toBe('key-not-published');
  });

  test.each(['PS256', 'RS512', 'ES256'])(
    '%s, signed by a published key that is for RS256: the key is there, and is none for it',
    async (alg) => {
      const { keys } = await keysOf({ keys: [published(other), published(key)] });
      expect(await verifyAssertion(signed({ alg }), keys)).toBe('not-verifiable');
      const none = await keysOf({ keys: [published(other)] });
      expect(await verifyAssertion(signed({ alg }), none.keys)).toBe('key-not-published');
    },
  );

  test('no key at all', async () => {
    const { keys } = await keysOf({ keys: [] });
    expect([keys.keyIds, await verifyAssertion(signed(), keys)]).toEqual([[], 'key-not-published']);
  });

  test('a published id with another key behind it', async () => {
    const { keys } = await keysOf({ keys: [published(other, { kid: key.kid })] });
    expect(await verifyAssertion(signed(), keys)).toBe('signature-invalid');
  });

  test('claims that were changed after signing', async () => {
    const { keys } = await keysOf({ keys: [published(key)] });
    const [header, , signature] = signed().reveal().split('.');
    expect(await verifyAssertion(new Secret(`${header}.${encoded({ ...claims, sub: 'x' })}.${signature}`), keys)).toBe('signature-invalid');
  });

  test('algorithms without a public key: a shared secret, and none', async () => {
    const { keys } = await keysOf({ keys: [published(key, { alg: undefined })] });
    const input = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    const shared = new Secret(`${input}.${createHmac('sha256', 'shared').update(input).digest('base64url')}`);
    const none = new Secret(`${encoded({ alg: 'none', kid: key.kid })}.${encoded(claims)}.`);
    for (const token of [shared, none]) expect(await verifyAssertion(token, keys)).toBe('not-verifiable');
  });

  test('a token that names no key: one key is clear, two are not', async () => {
    const token = signed({ kid: undefined });
    expect(await verifyAssertion(token, (await keysOf({ keys: [published(key)] })).keys)).toBe('verified');
    expect(await verifyAssertion(token, (await keysOf({ keys: [published(key), published(other)] })).keys)).toBe('not-verifiable');
  });

  test.each<[string, () => Claims]>([
    ['its numbers are missing', () => published(key, { n: undefined })],
    ['its numbers are no numbers', () => published(key, { n: '###', e: 'x' })],
    [
      'it is too short for RS256',
      () => ({
        ...(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }) as Claims),
        kid: key.kid,
        alg: 'RS256',
      }),
    ],
  ])('a published key that cannot be used is no crash: %s', async (_, broken) => {
    const { keys } = await keysOf({ keys: [broken()] });
    expect(await verifyAssertion(signed(), keys)).toBe('key-unusable');
  });

  test.each([
    ['no JSON', 'nothing', 200],
    ['half a JSON', '{"keys":[', 200],
    ['no keys in it', {}, 200],
    ['keys that are no list', { keys: 'x' }, 200],
    ['entries that are no keys', { keys: [null, 7] }, 200],
    ['not found', { error: 'x' }, 404],
    ['broken', 'Internal Server Error', 500],
  ])('a document that cannot be read is a refusal of Auth0: %s', async (_, document, status) => {
    const { url } = await onHttp((__, response) =>
      response.writeHead(status).end(typeof document === 'string' ? document : JSON.stringify(document)),
    );
    expect(await fetchKeys(`${url}/jwks.json`, open().transport)).toMatchObject({
      ok: false,
      refusal: { party: 'auth0', status, network: null },
    });
  });

  test('a host that does not answer is a refusal with its reason', async () => {
    const answer = await fetchKeys('https://nobody.invalid/jwks.json', open().transport);
    expect(answer).toMatchObject({ ok: false, refusal: { party: 'auth0', status: null, network: { kind: 'name-not-found' } } });
  });
});
