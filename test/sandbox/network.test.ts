import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { build } from 'rolldown';
import { expect, test } from 'vitest';

import { makeCertificate } from '../../src/sandbox/certificate.js';
import { hostsOf } from '../../src/sandbox/settings.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { ask, askAuth0, curl } from './client.js';
import { emptyFolder } from '../support/binary.js';

/** What the proxy itself says to a CONNECT. */
async function connectTo(place: Sandbox, target: string): Promise<string> {
  const proxy = new URL(place.proxyUrl);
  const socket = connect(Number(proxy.port), proxy.hostname);
  socket.end(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n\r\n`);
  let text = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await once(socket, 'close');
  return text;
}

test('the proxy leads nowhere else, and says so in plain words', async () => {
  const place = await startSandbox();
  expect(await connectTo(place, 'example.com:443')).toMatch(
    /^HTTP\/1\.1 403 [^]*The sandbox does not lead to example\.com: nothing leaves this machine\./,
  );
  expect(await connectTo(place, '169.254.169.254:80')).toMatch(/^HTTP\/1\.1 403 /);
  expect(await connectTo(place, 'login.microsoftonline.com:80')).toMatch(/port 443 only/);
  expect(await connectTo(place, `other.eu.auth0.com:443`)).toMatch(/^HTTP\/1\.1 403 /);
  await expect(ask(place, 'https://example.com/')).rejects.toThrow(/403/);
  await expect(curl(place, 'https://example.com/')).rejects.toThrow(/403/);
  await place.stop();
});

test('a request that is no CONNECT is refused', async () => {
  const place = await startSandbox();
  const proxy = new URL(place.proxyUrl);
  const asked = request({ host: proxy.hostname, port: proxy.port, path: 'http://example.com/' }).end();
  const [response] = await once(asked, 'response');
  expect(response.statusCode).toBe(403);
  response.destroy();
  await place.stop();
});

test('the certificate is checked: without its authority curl refuses the place', async () => {
  const place = await startSandbox();
  const url = `https://${place.settings.OIDC_ENDPOINT}/.well-known/jwks.json`;
  const withoutCa = promisify(execFile)('curl', ['-sS', '--proxy', place.proxyUrl, url]);
  await expect(withoutCa).rejects.toThrow(/certificate/);
  const authority = new X509Certificate(place.caPem);
  expect(authority.ca).toBe(true);
  expect(authority.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  expect(authority.verify(authority.publicKey)).toBe(true);
  await place.stop();
});

test('every host of the place answers under its own name', async () => {
  const place = await startSandbox();
  for (const host of hostsOf(place.world)) expect((await ask(place, `https://${host}/`)).status).toBeGreaterThanOrEqual(400);
  await place.stop();
});

test('the strict rules of OpenSSL are met, and the authority may speak for these hosts only', async () => {
  const hosts = ['login.microsoftonline.com', 'a.openai.azure.com'];
  const { caPem, certificatePem } = makeCertificate(hosts, new Date());
  const folder = await emptyFolder();
  const [ca, leaf] = [join(folder, 'ca.pem'), join(folder, 'leaf.pem')];
  await Promise.all([writeFile(ca, caPem), writeFile(leaf, certificatePem)]);
  const openssl = (args: string[]): Promise<{ stdout: string }> => promisify(execFile)('openssl', args);
  expect((await openssl(['verify', '-x509_strict', '-CAfile', ca, leaf])).stdout).toMatch(/: OK/);
  expect((await openssl(['x509', '-in', ca, '-noout', '-text'])).stdout).toMatch(/Name Constraints: critical[^]*DNS:a\.openai\.azure\.com/);
});

test.each(['2026-11-23', '2051-01-31'])('it can be read whatever its length, and tells its time, in %s', (day) => {
  const now = new Date(day);
  for (const hosts of Array.from({ length: 64 }, (_, length) => [`${'a'.repeat(length + 1)}.azure.com`])) {
    const { caPem, certificatePem } = makeCertificate(hosts, now);
    const [ca, leaf] = [new X509Certificate(caPem), new X509Certificate(certificatePem)];
    expect([leaf.checkIssued(ca), leaf.checkHost(hosts[0] ?? '')]).toEqual([true, hosts[0]]);
    expect([leaf.validFromDate, leaf.validToDate]).toEqual([new Date(+now - 3_600_000), new Date(+now + 30 * 24 * 3_600_000)]);
  }
});

test('Azure Resource Manager wants a token, and names the subscriptions of its holder', async () => {
  const place = await startSandbox();
  expect((await ask(place, 'https://management.azure.com/subscriptions?api-version=2022-12-01')).status).toBe(401);
  expect(place.requests.at(-1)?.party).toBe('other');
  await place.stop();
});

test('an answer can be made slow', async () => {
  const place = await startSandbox({ delayMs: 120 });
  const before = performance.now();
  await askAuth0(place);
  expect(performance.now() - before).toBeGreaterThan(110);
  await place.stop();
});

test('stop closes everything, open connections and unanswered requests included', async () => {
  const place = await startSandbox({ faults: ['network/timeout'] });
  const waiting = ask(place, `https://${place.world.azure.hosts[0]}/`).then(
    () => 'answered',
    () => 'cut',
  );
  await expect.poll(() => place.requests.length).toBe(1);
  await place.stop();
  expect(await waiting).toBe('cut');
  await expect(askAuth0(place)).rejects.toThrow(/ECONNREFUSED/);
});

test('a process that started and stopped a place ends by itself', async () => {
  const folder = await emptyFolder();
  const contents = `
    import { startSandbox } from ${JSON.stringify(join(process.cwd(), 'src', 'sandbox', 'start.ts'))};
    const place = await startSandbox();
    await place.stop();
    console.log('stopped');
  `;
  const [input, file] = [join(folder, 'place.ts'), join(folder, 'place.mjs')];
  await writeFile(input, contents);
  await build({ input, platform: 'node', output: { file, format: 'esm', codeSplitting: false } });
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 10_000 });
  expect(stdout.trim()).toBe('stopped');
});
