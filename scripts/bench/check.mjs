import { spawnSync } from 'node:child_process';

import { emptyNode, wholeMs, wholeRun } from './child.mjs';
import { Unavailable } from './place.mjs';
import { openStandIn } from './stand-in.mjs';

const delayMs = 50;
/** Auth0's token, then Entra ID's, then the first of the model: nothing can take one of them from the path of another. */
const criticalPathMs = 3 * delayMs;

const check = (place) => place.keyless('check', '--plain');

/** What keyless reads itself: for others the place has a variable at which Node loads its `fetch` before any program. */
const ownWay = ({ env }) => ({ env: Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'NODE_USE_ENV_PROXY')) });

/** A check of everything, in a new process that has no token and no connection, with 50 ms before each answer. */
export const checks = {
  name: 'check',
  rounds: 11,
  rows: [
    {
      name: 'check',
      what: '`keyless check`, 50 ms a request, nothing kept',
      unit: 'ms',
      against: `the critical path of three requests, ${criticalPathMs} ms, and a start of Node`,
      bar: { of: 'ratio', most: 1.5 },
    },
    {
      name: 'auth0-tokens',
      what: 'token requests that reach Auth0 in it',
      unit: 'requests',
      bar: { of: 'most', most: 1 },
    },
  ],
  open: (place) => openStandIn(place, { delayMs }),
  async take({ place, opened }) {
    const before = (await opened.requests()).length;
    const floor = criticalPathMs + (await wholeMs(place, emptyNode));
    const ms = await wholeMs(place, check(place), ownWay(opened));
    const asked = (await opened.requests()).slice(before).filter(isAuth0Token);
    return { check: { value: ms, against: floor }, 'auth0-tokens': { value: asked.length } };
  },
};

const isAuth0Token = ({ party, method, path, by }) => party === 'auth0' && method === 'POST' && path === '/oauth/token' && by === 'client';

/** The same beside what a runbook does: discovery, keys and the three of the critical path, with a curl each. */
export const curls = {
  name: 'check-curls',
  rounds: 11,
  rows: [
    {
      name: 'check-curls',
      what: '`keyless check`, the same',
      unit: 'ms',
      against: 'five `curl`, one after another, for five of its requests',
      bar: { of: 'ratio', most: 1 },
    },
  ],
  async open(place) {
    if (spawnSync('curl', ['--version'], { env: place.env }).error) throw new Unavailable('there is no curl here');
    return openStandIn(place, { delayMs });
  },
  async take({ place, opened }) {
    const against = await fiveCurls(place, opened);
    return { 'check-curls': { value: await wholeMs(place, check(place), ownWay(opened)), against } };
  },
};

/** Milliseconds of all five; what comes between two of them is not counted. */
async function fiveCurls(place, { settings, env }) {
  let ms = 0;
  const curl = async (lines) => {
    // What it asks is told on standard input: a token does not belong into a list of processes.
    const input = lines.map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`).join('');
    const run = await wholeRun(place, ['curl', '-sS', '--fail', '-K', '-'], { env, input, reads: true });
    ms += run.ms;
    return run.output;
  };
  const form = (url, fields) =>
    curl([['url', url], ...Object.entries(fields).map(([name, value]) => ['data-urlencode', `${name}=${value}`])]);
  const auth0 = `https://${settings.OIDC_ENDPOINT}`;
  await curl([['url', `${auth0}/.well-known/openid-configuration`]]);
  await curl([['url', `${auth0}/.well-known/jwks.json`]]);
  const assertion = await form(`${auth0}/oauth/token`, {
    grant_type: 'client_credentials',
    client_id: settings.OIDC_CLIENT_ID,
    client_secret: settings.OIDC_CLIENT_SECRET,
    audience: settings.OIDC_AUDIENCE,
  });
  const access = await form(`${settings.AZURE_AUTHORITY_HOST}/${settings.AZURE_TENANT_ID}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: settings.AZURE_CLIENT_ID,
    scope: 'https://cognitiveservices.azure.com/.default',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: JSON.parse(assertion).access_token,
  });
  const messages = [{ role: 'user', content: 'Say hello in one short sentence.' }];
  const answer = await curl([
    ['url', `${settings.AZURE_AOAI_ENDPOINT}/openai/v1/chat/completions`],
    ['header', `authorization: Bearer ${JSON.parse(access).access_token}`],
    ['header', 'content-type: application/json'],
    ['data', JSON.stringify({ model: settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME, stream: true, messages })],
  ]);
  if (!answer.includes('[DONE]')) throw new Error(`no whole answer: ${answer.slice(-200)}`);
  return ms;
}
