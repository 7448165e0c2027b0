import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Connection, Document, PartyName } from '../foreign/connection.js';
import { check, connect, openBench } from '../foreign/connection.js';
import type { Asked, Reply, Served } from '../foreign/serve.js';
import { serve } from '../foreign/serve.js';
import { keyless } from '../support/binary.js';
import { isLong } from '../support/cases.js';
import { jsonOf } from '../support/schema.js';

let bench: Bench;
/** Somebody else's server, which keeps all that it is asked. */
let elsewhere: Served;
/** Somebody else's port, and how often anybody came to it, in whatever language. */
let silent: Server;
let connections = 0;
beforeAll(async () => {
  bench = await openBench();
  elsewhere = await serve(bench.certificates, () => ({ status: 404, text: '' }));
  silent = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).end();
  });
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  return async () => {
    silent.close();
    elsewhere.close();
    await bench.close();
  };
});

const parties: PartyName[] = ['auth0', 'entra', 'azureOpenAi'];
const there = (): string => `localhost:${elsewhere.port}`;
const wire = (): string => `localhost:${(silent.address() as AddressInfo).port}`;

describe('no redirect is followed to another host', () => {
  const addresses = [
    () => `https://${wire()}/oauth2/v2.0/token`,
    () => `http://${wire()}/`,
    () => `//${wire()}/`,
    ({ path }: Asked) => path,
  ];
  const redirects = parties.flatMap((party, shift) =>
    [301, 302, 303, 307, 308].map((status, at) => [party, status, (at + shift) % 4] as const),
  );
  test.each(isLong ? redirects.flatMap(([party, status]) => [0, 1, 2, 3].map((kind) => [party, status, kind] as const)) : redirects)(
    '%s answers %i, with address %i of: by https, by http, by either, and itself',
    async (party, status, kind) => {
      const instead = (asked: Asked): Reply => ({ status, headers: { Location: addresses[kind]?.(asked) ?? '' }, text: '' });
      const connection = await connect(bench, { [party]: { instead } });
      const { report } = await check(connection);
      expect([report.ok, report.error, connections]).toEqual([false, null, 0]);
      // Nobody asks the same for ever.
      expect(connection[party].requests.length).toBeLessThan(12);
      connection.close();
    },
  );
});

describe('a document that points to another host', () => {
  async function pointing(
    party: 'auth0' | 'entra',
    fields: (connection: Connection) => object,
  ): Promise<{ connection: Connection; report: Document }> {
    const connection = await connect(bench);
    const json = fields(connection);
    connection.state[party].instead = ({ path }) => (path.endsWith('openid-configuration') ? { status: 200, json } : undefined);
    elsewhere.requests.length = 0;
    return { connection, ...(await check(connection)) };
  }
  const codesOf = (report: Document): string[] => report.diagnoses.map(({ code }: Document) => code);
  const auth0 = ({ auth0: { issuer } }: Connection): Record<string, string> => ({ issuer, jwks_uri: `${issuer}.well-known/jwks.json` });
  const entra = ({ entra: { port }, state }: Connection): Record<string, string> => {
    const base = `https://localhost:${port}/${state.entra.tenant}`;
    return {
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/a`,
      jwks_uri: `${base}/k`,
    };
  };

  test.each(['https', 'http'])('Entra ID’s token endpoint, by %s: told, and the assertion is sent to nobody', async (scheme) => {
    const { report } = await pointing('entra', (connection) => ({ ...entra(connection), token_endpoint: `${scheme}://${wire()}/token` }));
    expect([codesOf(report), report.exitCode]).toEqual([['entra/refused'], 1]);
    expect(report.diagnoses[0].upstream.said).toContain(`${scheme}://${wire()}/token`);
    expect(connections).toBe(0);
  });

  test('Auth0’s keys: told, and they are asked for without anything that is secret', async () => {
    const { report, connection } = await pointing('auth0', (one) => ({ ...auth0(one), jwks_uri: `https://${there()}/keys` }));
    expect(codesOf(report)).toContain('auth0/metadata-invalid');
    expect(JSON.stringify(report.diagnoses)).toContain(there());
    const sent = JSON.stringify(elsewhere.requests);
    for (const secret of [connection.state.auth0.clientSecret, ...connection.issued]) expect(sent).not.toContain(secret);
    expect(elsewhere.requests.filter(({ method, body, headers }) => method !== 'GET' || body !== '' || headers.authorization)).toEqual([]);
  });

  test('Auth0’s issuer: told as another issuer', async () => {
    const { report } = await pointing('auth0', (one) => ({ ...auth0(one), issuer: `https://${there()}/` }));
    expect(codesOf(report)).toContain('auth0/issuer-differs');
  });

  test('Auth0’s token endpoint: the secret goes to the domain of the settings all the same', async () => {
    const { report, connection } = await pointing('auth0', (one) => ({ ...auth0(one), token_endpoint: `https://${there()}/oauth/token` }));
    expect([report.ok, elsewhere.requests, connection.auth0.count('POST', /oauth/)]).toEqual([true, [], 1]);
  });
});

test.each(['AZURE_REGIONAL_AUTHORITY_NAME', 'MSAL_FORCE_REGION'])(
  'a region of Entra ID, which the SDK takes from %s, is no other place',
  async (name) => {
    const { code, stdout } = await keyless(['check', '--sandbox', '--json'], { env: { [name]: 'westus' } });
    // The sandbox has no regions, and its proxy opens the way to no host that it does not have.
    expect([code, jsonOf(stdout).diagnoses.map((one) => one.code)]).toEqual([3, ['network/proxy']]);
  },
);
