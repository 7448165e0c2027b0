import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { clean } from '../../src/settings/clean.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { fields } from '../../src/settings/fields.js';
import { randomClientId, randomSecret } from './random-values.js';

const id = 'tq7Jx2BvKcW9fRmE5sLdYh3NpZa8GuXo';
const secret = 'Zk3_pQ8vR1wT6yU0iO5aS2dF7gH4jK9lX-cV3bN8mQ1wE6rT0yU5iP2oA7sD4fG9';
const guid = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const host = 'acme.eu.auth0.com';
const comma = 'a trailing comma';
const quotes = 'surrounding quotes';

test.each<[FieldName, string, string, string[]]>([
  ['OIDC_CLIENT_ID', `client_id=${id}`, id, ['the leading client_id=']],
  ['OIDC_CLIENT_ID', `client_id = ${id}`, id, ['the leading client_id=']],
  ['OIDC_CLIENT_ID', `clientId: '${id}',`, id, ['the leading clientId:', quotes, comma]],
  ['OIDC_CLIENT_ID', `"client_id": "${id}",`, id, ['the leading client_id:', quotes, comma]],
  ['OIDC_CLIENT_ID', `  "client_id":"${id}" ,\n`, id, ['the leading client_id:', quotes, comma, 'surrounding white space', '1 line break']],
  ['OIDC_CLIENT_ID', `spring.security.oauth2.client-id=${id}`, id, ['the leading spring.security.oauth2.client-id=']],
  ['OIDC_CLIENT_ID', `REACT_APP_AUTH0_CLIENT_ID=${id}`, id, ['the leading REACT_APP_AUTH0_CLIENT_ID=']],
  ['OIDC_CLIENT_ID', `myAuth0ClientID=${id};`, id, ['the leading myAuth0ClientID=', 'a trailing semicolon']],
  ['OIDC_CLIENT_ID', `id=${id},`, id, ['the leading id=', comma]],
  ['OIDC_CLIENT_ID', `"client_id=${id}"`, id, ['the leading client_id=', quotes]],
  ['OIDC_CLIENT_ID', `"OIDC_CLIENT_ID=${id}"`, id, ['the leading OIDC_CLIENT_ID=', quotes]],
  ['OIDC_CLIENT_ID', `"${id},"`, id, [quotes, comma]],
  ['OIDC_CLIENT_SECRET', `export AUTH0_CLIENT_SECRET="${secret}"`, secret, ['the leading AUTH0_CLIENT_SECRET=', quotes]],
  ['OIDC_CLIENT_SECRET', `AUTH0_CLIENT_SECRET=${secret}`, secret, ['the leading AUTH0_CLIENT_SECRET=']],
  ['OIDC_CLIENT_SECRET', `${secret};`, secret, ['a trailing semicolon']],
  ['OIDC_CLIENT_SECRET', '"p;q",', 'p;q', [quotes, comma]],
  ['OIDC_ENDPOINT', `AUTH0_DOMAIN=${host}`, host, ['the leading AUTH0_DOMAIN=']],
  ['OIDC_ENDPOINT', `Domain: ${host}`, host, ['the leading Domain:']],
  ['OIDC_ENDPOINT', `host: ${host}`, host, ['the leading host:']],
  ['OIDC_AUDIENCE', 'audience: "api://AzureADTokenExchange",', 'api://AzureADTokenExchange', ['the leading audience:', quotes, comma]],
  ['AZURE_TENANT_ID', `ACMETENANT=${guid}`, guid, ['the leading ACMETENANT=']],
  ['AZURE_CLIENT_ID', `"clientId": "${guid}",`, guid, ['the leading clientId:', quotes, comma]],
  [
    'AZURE_AOAI_ENDPOINT',
    'AZURE_OPENAI_ENDPOINT=https://acme-ai.openai.azure.com',
    'https://acme-ai.openai.azure.com',
    ['the leading AZURE_OPENAI_ENDPOINT='],
  ],
  ['AZURE_AOAI_ENDPOINT', 'url=https://gate.acme.com/ai', 'https://gate.acme.com/ai', ['the leading url=']],
  ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', "deployment: 'gpt-4o-mini',", 'gpt-4o-mini', ['the leading deployment:', quotes, comma]],
  ['AZURE_AOAI_API_VERSION', 'apiVersion: "2024-10-21",', '2024-10-21', ['the leading apiVersion:', quotes, comma]],
])('%s: takes the noise off %j', (name, text, value, removed) => {
  expect(clean(text, name)).toEqual({ value, removed });
});

test.each<[FieldName, string]>([
  ['OIDC_ENDPOINT', 'https://acme.eu.auth0.com'],
  ['OIDC_ENDPOINT', 'host:8443'],
  ['OIDC_AUDIENCE', 'api://AzureADTokenExchange'],
  ['OIDC_AUDIENCE', 'urn:acme:api'],
  ['OIDC_CLIENT_SECRET', 'aGVsbG8gd29ybGQgaWQ='],
  ['OIDC_CLIENT_SECRET', 'abcdefghijklmnclientid=='],
  ['OIDC_CLIENT_SECRET', 'three words; of my own,'],
  ['OIDC_CLIENT_SECRET', '7hJ$k2;'],
  ['OIDC_CLIENT_SECRET', 'Xid="q7Jx2BvKcW9'],
  ['OIDC_CLIENT_SECRET', 'hunter=two'],
])('%s: leaves %j as it is', (name, text) => {
  expect(clean(text, name)).toEqual({ value: text, removed: [] });
});

test('evidence stays byte for byte, whatever stands around it', () => {
  for (const { name } of fields.filter((field) => field.name.startsWith('AZURE_FEDERATED_'))) {
    for (const text of [`issuer=https://${host}/`, `"subject": "${id}@clients",`, ' ""\u200B', `${name}=x;`]) {
      expect(clean(text, name)).toEqual({ value: text, removed: [] });
    }
  }
});

const opaque: FieldName[] = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE'];
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.+/=-';
const between = (from: number, to: number): number => from + Math.floor(Math.random() * (to - from + 1));
const randomText = (length: number): string => [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('');
const damaged = (texts: readonly string[]): string[] => texts.filter((text) => opaque.some((name) => clean(text, name).value !== text));

test('no random secret or id is ever damaged', () => {
  const texts = Array.from({ length: 20_000 }, () => [
    randomText(between(16, 100)),
    randomBytes(between(12, 75)).toString('base64'),
    randomSecret(),
    randomClientId(),
  ]).flat();
  expect(damaged(texts)).toEqual([]);
});

test('three letters before a short word are no name where anything stands before them, and are one where nothing does', () => {
  const behind = `eqB0BgAADUri=SJPFmemajWwz1EEM9ApForsgAxOzJi~rTUIFJzDwCwVJQ1Pa4fsy`;
  expect(clean(behind, 'OIDC_CLIENT_SECRET').value).toBe(behind);
  expect(clean('apiKey=a8Kd03jfLpQ2', 'OIDC_AUDIENCE').value).toBe('a8Kd03jfLpQ2');
  expect(clean(`MYAPP_CLIENT_SECRET=${secret}`, 'OIDC_CLIENT_SECRET').value).toBe(secret);
});

// What stands before may by chance be a word as well, and nobody can tell `APP_base=…` from a name: such a one is drawn again.
const isWord = /(?:aad|aoai|api|app|base|host|model)[_.-]?$/i;
const randomHead = (length: number): string => {
  const head = randomText(length);
  return isWord.test(head) ? randomHead(length) : head;
};

test('not even one that by chance has in it what ends like a name', () => {
  const texts = ['id=', '_id=', 'Id=', 'x-key=', 'Uri=', 'url=', 'host=', 'Name=', '_base='].flatMap((ending) =>
    Array.from({ length: 500 }, () => {
      const at = between(0, 12);
      return randomHead(at) + ending + randomText(between(64, 100) - at);
    }),
  );
  expect(damaged(texts)).toEqual([]);
});
