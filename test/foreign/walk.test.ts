import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Connection } from './connection.js';
import { connect, openBench } from './connection.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Proves the servers, not the program: what curl can walk is no mirror of our client. */
describe.runIf(hasCurl)('the three hops with curl', () => {
  test.concurrent('a token of Auth0, exchanged at Entra ID, opens Azure OpenAI', async () => {
    const connection = await connect(bench);
    const answer = await complete(connection, await exchange(connection, await assertion(connection)));
    expect(answer.choices[0].message.content).toBe('Hello from a foreign server.');
    expect([connection.auth0.count('POST', /./), connection.entra.count('POST', /./), connection.azureOpenAi.count('POST', /./)]).toEqual([
      1, 1, 1,
    ]);
  });

  test.concurrent('Auth0 takes a form or JSON, and the secret in the body or as Basic', async () => {
    const connection = await connect(bench);
    const { OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '' } = connection.settings;
    const { audience } = connection.state.auth0;
    const url = `${connection.auth0.issuer}oauth/token`;
    const grant = { grant_type: 'client_credentials', audience };
    const inBody = JSON.stringify({ ...grant, client_id: OIDC_CLIENT_ID, client_secret: OIDC_CLIENT_SECRET });
    const asJson = await curl(connection, url, '-H', 'content-type: application/json', '-d', inBody);
    const basic = await curl(
      connection,
      url,
      '-u',
      `${OIDC_CLIENT_ID}:${OIDC_CLIENT_SECRET}`,
      ...Object.entries(grant).flatMap(([name, value]) => ['-d', `${name}=${value}`]),
    );
    expect([asJson.token_type, basic.token_type]).toEqual(['Bearer', 'Bearer']);
    const wrong = await curl(
      connection,
      url,
      '-u',
      `${OIDC_CLIENT_ID}:wrong`,
      '-d',
      'grant_type=client_credentials',
      '-d',
      `audience=${audience}`,
    );
    expect(wrong).toEqual({ error: 'access_denied', error_description: 'Unauthorized' });
  });

  test.concurrent('Entra ID looks at the signature: one changed character and it refuses', async () => {
    const connection = await connect(bench);
    const token = await assertion(connection);
    const [header = '', , signature = ''] = token.split('.');
    const [, claims = ''] = token.split('.');
    const other = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as object;
    const forged = `${header}.${Buffer.from(JSON.stringify({ ...other, exp: 9_999_999_999 })).toString('base64url')}.${signature}`;
    expect((await refused(connection, forged)).error_codes).toEqual([7000274]);
    expect((await refused(connection, token.slice(0, token.lastIndexOf('.')))).error_codes).toEqual([50027]);
    expect((await refused(connection, token, { scope: 'https://localhost/.default' })).error_codes).toEqual([500011]);
    expect((await refused(connection, token, { client_id: 'x' })).error_codes).toEqual([700016]);
  });

  test.concurrent('Azure OpenAI takes no token but Entra ID’s', async () => {
    const connection = await connect(bench);
    expect((await complete(connection, await assertion(connection))).statusCode).toBe(401);
    expect((await complete(connection, '')).error.code).toBe('401');
  });

  async function assertion(connection: Connection): Promise<string> {
    const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = connection.settings;
    const fields = [
      'grant_type=client_credentials',
      `client_id=${OIDC_CLIENT_ID}`,
      `client_secret=${OIDC_CLIENT_SECRET}`,
      'audience=api://AzureADTokenExchange',
    ];
    return (await curl(connection, `${connection.auth0.issuer}oauth/token`, ...fields.flatMap((field) => ['-d', field]))).access_token;
  }

  async function exchange(connection: Connection, token: string): Promise<string> {
    return (await askEntra(connection, token, {})).access_token;
  }

  function refused(connection: Connection, token: string, changes: Record<string, string> = {}): Promise<Answer> {
    return askEntra(connection, token, changes);
  }

  function askEntra(connection: Connection, token: string, changes: Record<string, string>): Promise<Answer> {
    const { AZURE_AUTHORITY_HOST, AZURE_TENANT_ID, AZURE_CLIENT_ID = '' } = connection.settings;
    const fields = {
      grant_type: 'client_credentials',
      client_id: AZURE_CLIENT_ID,
      scope: 'https://cognitiveservices.azure.com/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: token,
      ...changes,
    };
    const form = Object.entries(fields).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);
    return curl(connection, `${AZURE_AUTHORITY_HOST}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, ...form);
  }

  function complete(connection: Connection, token: string): Promise<Answer> {
    const body = JSON.stringify({ model: connection.state.azureOpenAi.deployment, messages: [{ role: 'user', content: 'ping' }] });
    const headers = ['-H', 'content-type: application/json', ...(token ? ['-H', `Authorization: Bearer ${token}`] : [])];
    return curl(connection, `${connection.settings['AZURE_AOAI_ENDPOINT']}/openai/v1/chat/completions`, ...headers, '-d', body);
  }
});

// oxlint-disable-next-line typescript/no-explicit-any -- the JSON a server sent, of which a test reads a field or two
type Answer = any;

async function curl(connection: Connection, url: string, ...args: string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)('curl', [
    '-sS',
    '--noproxy',
    '*',
    '--cacert',
    connection.bench.certificates.caFile,
    url,
    ...args,
  ]);
  return JSON.parse(stdout);
}
