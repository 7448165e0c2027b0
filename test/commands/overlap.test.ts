import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CheckContext } from '../../src/checks/check.js';
import { promptPipeline, refusalPipeline } from '../../src/checks/pipeline.js';
import type { Profile } from '../../src/settings/profile.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { startSandbox } from '../../src/sandbox/start.js';
import { emptyFolder, keyless } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';

let sandbox: Sandbox;
/** The same place, reached by a way on which the connections are counted. */
let place: Sandbox;
const opened: string[] = [];
const relay = createServer((client) => {
  client.once('data', (head: Buffer) => {
    opened.push(/^CONNECT ([^:]+):/.exec(head.toString('latin1'))?.[1] ?? '');
    const proxy = connect(Number(new URL(sandbox.proxyUrl).port), '127.0.0.1', () => proxy.write(head));
    proxy.pipe(client).pipe(proxy);
    proxy.on('error', () => client.destroy()).on('close', () => client.destroy());
  });
  client.on('error', () => undefined);
});

beforeAll(async () => {
  sandbox = await startSandbox({ delayMs: 400, wordMs: 0 });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const url = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  place = Object.create(sandbox, { proxyVariables: { value: { HTTPS_PROXY: url } } }) as Sandbox;
});
afterAll(async () => {
  relay.close();
  await sandbox.stop();
});

interface Bar {
  request: string;
  from: number;
  to: number;
}

/** The requests of a run, as it tells them to somebody who hears it. */
function barsIn(text: string): Bar[] {
  const line = /^\w[\w ]*, (\w+) \S+?(\/\S*): \d+, from (\d+) to (\d+) milliseconds\.$/gm;
  return [...text.matchAll(line)].map(([, method, path, from, to]) => ({
    request: `${method} ${path}`,
    from: Number(from),
    to: Number(to),
  }));
}

test('three requests stand one behind the other, and everything else beside them, its connections opened early', async () => {
  const before: string[][] = [];
  sandbox.onRequest(() => before.push([...opened]));
  const { code, stderr } = await inside(['check', '--sandbox', '--verbose', '--accessible'], { place });
  expect(code).toBe(0);
  const [auth0, openai] = [sandbox.settings.OIDC_ENDPOINT, new URL(sandbox.settings.AZURE_AOAI_ENDPOINT).host];
  const entra = 'login.microsoftonline.com';
  // Before anybody has answered anything, one more for each of the two that come later; and no other after that.
  expect(before[0]?.toSorted()).toEqual([auth0, auth0, entra, entra, openai, openai].toSorted());
  expect(opened.length).toBe(6);
  const bars = barsIn(stderr);
  const all = (form: RegExp): Bar[] => bars.filter(({ request }) => form.test(request));
  const hops = [all(/^POST .*oauth\/token$/), all(/^POST .*oauth2\/v2\.0\/token$/), all(/^POST .*completions$/)];
  expect([bars.length, ...hops.map(({ length }) => length)]).toEqual([8, 1, 1, 1]);
  expect(bars[0]).toBe(hops[0]?.[0]);
  const [token, exchange, completion] = hops.map(([hop]) =>
    bars.filter((one) => one !== hop && hop && one.from < hop.to && one.to > hop.from),
  );
  // Beside the token: the issuer's document, the tenant and the endpoint. Beside the exchange: the keys. Beside the answer: the models.
  expect(token?.length).toBeGreaterThanOrEqual(3);
  expect(exchange).toContain(all(/jwks\.json$/)[0]);
  expect(completion).toContain(all(/models$/)[1]);
  // A connection that no request was made on is told by nobody.
  expect(sandbox.requests.filter(({ by }) => by === 'client').length).toBe(8);
});

test('nothing is opened where nobody will be asked: settings that are wrong, and a refusal that is only explained', async () => {
  opened.length = 0;
  const { code, stdout } = await inside(['check', '--json'], {
    env: { ...sandbox.settings, AZURE_TENANT_ID: 'no tenant', ...place.proxyVariables },
  });
  expect([code, jsonOf(stdout).diagnoses[0]?.code]).toEqual([2, 'settings/malformed']);
  expect(opened).toEqual([]);
  // With nothing at hand, whoever made anything ready would fail.
  for (const { ahead } of refusalPipeline) await ahead?.({} as Profile, {} as CheckContext);
  expect(promptPipeline.filter(({ ahead }) => ahead).map(({ id }) => id)).toEqual(['entra.exchange', 'azure-openai.access']);
});

/** On Linux what the kernel counted since the program was loaded: `maxRSS` begins with what the process had that started it. */
const teller = `
const { readFileSync } = require('node:fs');
const counted = () => Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
process.on('exit', () => {
  process.stderr.write('peak ' + (process.platform === 'linux' ? counted() : process.resourceUsage().maxRSS));
});`;

test('the real program stays below 95 MB while it checks', async () => {
  const folder = await emptyFolder();
  const [authority, telling] = [join(folder, 'ca.pem'), join(folder, 'telling.cjs')];
  await writeFile(authority, sandbox.caPem);
  await writeFile(telling, teller);
  const reach = { ...sandbox.proxyVariables, NODE_EXTRA_CA_CERTS: authority, NODE_OPTIONS: `--require ${telling}` };
  const { code, stderr } = await keyless(['check', '--plain'], { cwd: folder, env: { ...sandbox.settings, ...reach } });
  expect(code).toBe(0);
  const kibibytes = Number(/peak (\d+)$/.exec(stderr)?.[1]);
  expect(kibibytes * 1024).toBeLessThan(95_000_000);
});
