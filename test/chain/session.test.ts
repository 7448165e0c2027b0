import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import type { Session } from '../../src/chain/session.js';
import { createSession } from '../../src/chain/session.js';
import { createTransport } from '../../src/chain/transport.js';
import { Secret } from '../../src/settings/secret.js';
import type { Bench, Changes, Connection } from '../foreign/connection.js';
import { connect, openBench } from '../foreign/connection.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const scope = 'https://cognitiveservices.azure.com/.default';
const second = 1000;

interface Open {
  session: Session;
  connection: Connection;
  /** Moves the clock that the session reads. */
  pass: (ms: number) => void;
  asked: () => { auth0: number; entra: number };
}

async function open(changes: Changes = {}): Promise<Open> {
  const connection = await connect(bench, changes);
  const { settings, auth0, entra } = connection;
  const transport = createTransport({ env: {}, secrets: [], ca: bench.certificates.ca });
  onTestFinished(() => {
    transport.close();
    connection.close();
  });
  const profile = {
    auth0: {
      domain: settings['OIDC_ENDPOINT'] ?? '',
      clientId: settings['OIDC_CLIENT_ID'] ?? '',
      clientSecret: new Secret(settings['OIDC_CLIENT_SECRET'] ?? ''),
      audience: connection.state.auth0.audience,
    },
    entra: {
      authorityHost: settings['AZURE_AUTHORITY_HOST'] ?? '',
      tenant: connection.state.entra.tenant,
      clientId: connection.state.entra.clientId,
    },
    openai: { endpoint: settings['AZURE_AOAI_ENDPOINT'] ?? '', deployment: 'team-chat', apiVersion: null },
    credential: null,
  };
  let passed = 0;
  const session = createSession(profile, transport, () => new Date(Date.now() + passed));
  return {
    session,
    connection,
    pass: (ms) => void (passed += ms),
    asked: () => ({ auth0: auth0.count('POST', /./), entra: entra.count('POST', /./) }),
  };
}

const fifty = <T>(ask: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 50 }, ask));

describe('callers that come at the same time share one request', () => {
  test('fifty for the Entra token cost one token of each party, and get the same', async () => {
    const { session, asked, connection } = await open();
    const answers = await fifty(() => session.entraToken(scope));
    expect(asked()).toEqual({ auth0: 1, entra: 1 });
    const tokens = new Set(answers.map((answer) => (answer.ok ? answer.value.token.reveal() : '')));
    expect([...tokens]).toEqual([connection.issued[1]]);
  });

  test('fifty for each of the two tokens, mixed', async () => {
    const { session, asked } = await open();
    await Promise.all([fifty(() => session.assertion()), fifty(() => session.entraToken(scope))]);
    expect(asked()).toEqual({ auth0: 1, entra: 1 });
  });

  test('those who come later get what is held', async () => {
    const { session, asked } = await open();
    for (let at = 0; at < 5; at++) await session.entraToken(scope);
    await session.assertion();
    expect(asked()).toEqual({ auth0: 1, entra: 1 });
  });

  test('another scope needs another Entra token and no other assertion', async () => {
    const { session, asked } = await open();
    await Promise.all([session.entraToken(scope), session.entraToken('https://ai.azure.com/.default')]);
    expect(asked()).toEqual({ auth0: 1, entra: 2 });
  });
});

describe('a token is renewed a little before it ends', () => {
  test('five minutes before, where it lives long: not a moment earlier', async () => {
    const { session, asked, pass } = await open({ auth0: { expiresIn: 86_400 } });
    await session.assertion();
    pass((86_400 - 310) * second);
    await session.assertion();
    expect(asked().auth0).toBe(1);
    pass(20 * second);
    await fifty(() => session.assertion());
    expect(asked().auth0).toBe(2);
  });

  test('in the last tenth of its life, where it lives shortly', async () => {
    const { session, asked, pass } = await open({ auth0: { expiresIn: 100 } });
    await session.assertion();
    pass(85 * second);
    await session.assertion();
    expect(asked().auth0).toBe(1);
    pass(10 * second);
    await session.assertion();
    expect(asked().auth0).toBe(2);
  });

  test('the Entra token alone, when it ends first: the metered assertion serves again', async () => {
    const { session, asked, pass } = await open({ entra: { expiresIn: 3600 } });
    await session.entraToken(scope);
    pass(3200 * second);
    await session.entraToken(scope);
    expect(asked()).toEqual({ auth0: 1, entra: 1 });
    pass(200 * second);
    const answers = await fifty(() => session.entraToken(scope));
    expect(asked()).toEqual({ auth0: 1, entra: 2 });
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });

  test('both, when both have ended', async () => {
    const { session, asked, pass } = await open({ auth0: { expiresIn: 3600 }, entra: { expiresIn: 3600 } });
    await session.entraToken(scope);
    pass(7200 * second);
    await fifty(() => session.entraToken(scope));
    expect(asked()).toEqual({ auth0: 2, entra: 2 });
  });

  test('a life that nobody told of counts as an hour', async () => {
    const { session, asked, pass } = await open({ auth0: { expiresIn: 'for a while' } });
    await session.assertion();
    pass(3200 * second);
    await session.assertion();
    expect(asked().auth0).toBe(1);
    pass(200 * second);
    await session.assertion();
    expect(asked().auth0).toBe(2);
  });
});

describe('a renewal that fails', () => {
  test('leaves the token in use until it has really ended', async () => {
    const { session, connection, pass } = await open();
    const first = await session.entraToken(scope);
    connection.state.entra.credential = null;
    const left = first.ok ? first.value.expiresAt.getTime() - Date.now() : 0;
    pass(left - 20 * second);
    expect(await session.entraToken(scope)).toEqual(first);
    pass(21 * second);
    expect(await session.entraToken(scope)).toMatchObject({ ok: false, refusal: { code: 'AADSTS70025' } });
  });
});

describe('a refusal is not kept', () => {
  test('fifty callers share one refusal, and the next caller asks again', async () => {
    const { session, connection, asked } = await open({ auth0: { isGranted: false } });
    const refused = await fifty(() => session.entraToken(scope));
    expect(refused.every(({ ok }) => !ok)).toBe(true);
    expect(asked()).toEqual({ auth0: 1, entra: 0 });
    connection.state.auth0.isGranted = true;
    expect(await session.entraToken(scope)).toMatchObject({ ok: true });
    expect(asked()).toEqual({ auth0: 2, entra: 1 });
  });

  test('Entra ID is asked anew with the same assertion, and nothing replays its refusal', async () => {
    const { session, connection, asked } = await open();
    const { credential } = connection.state.entra;
    connection.state.entra.credential = null;
    expect(await session.entraToken(scope)).toMatchObject({ ok: false, refusal: { code: 'AADSTS70025' } });
    connection.state.entra.credential = credential;
    expect(await session.entraToken(scope)).toMatchObject({ ok: true });
    expect(asked()).toEqual({ auth0: 1, entra: 2 });
  });

  test.each([
    [429, { 'Retry-After': '60' }],
    [503, {}],
  ])('not even a %i, which the SDK would replay for a minute', async (status, headers) => {
    const { session, connection, asked } = await open();
    connection.state.entra.instead = ({ method }) =>
      method === 'POST' ? { status, headers, json: { error: 'temporarily_unavailable' } } : undefined;
    expect(await session.entraToken(scope)).toMatchObject({ ok: false, refusal: { status } });
    delete connection.state.entra.instead;
    expect(await session.entraToken(scope)).toMatchObject({ ok: true });
    expect(asked()).toEqual({ auth0: 1, entra: 2 });
  });

  test('forgetEntra asks Entra ID again and Auth0 not', async () => {
    const { session, asked } = await open();
    await session.entraToken(scope);
    session.forgetEntra();
    await session.entraToken(scope);
    expect(asked()).toEqual({ auth0: 1, entra: 2 });
  });
});
