import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { connect } from 'node:tls';

import { Said } from './said.mjs';

/** One request, through the proxy of HTTPS_PROXY and with the authorities of SSL_CERT_FILE, as programs in Go make it. */
export async function send(url, { method = 'GET', headers = {}, body } = {}) {
  const target = new URL(url);
  try {
    const createConnection = await tunnelTo(target);
    return await exchange(target, { method, headers, body, createConnection });
  } catch (error) {
    const verb = `${method.slice(0, 1)}${method.slice(1).toLowerCase()}`;
    throw new Said(`${verb} ${JSON.stringify(url)}: ${inGo(error, target)}`);
  }
}

function exchange(target, { method, headers, body, createConnection }) {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { method, headers: { 'user-agent': 'Auth0 CLI/1.33.0', ...headers, ...length }, createConnection };
    const asked = tlsRequest(target, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode, text })).on('error', reject);
    });
    asked.on('error', reject).end(body);
  });
}

async function tunnelTo({ hostname, port }) {
  const ca = process.env.SSL_CERT_FILE ? readFileSync(process.env.SSL_CERT_FILE) : undefined;
  const proxy = proxyFor(hostname);
  const host = `${hostname}:${port || 443}`;
  const socket = proxy ? await connectThrough(new URL(proxy), host) : undefined;
  return () => connect({ ca, servername: hostname, ...(socket ? { socket } : { host: hostname, port: Number(port || 443) }) });
}

function proxyFor(hostname) {
  const { HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy } = process.env;
  const direct = (NO_PROXY ?? no_proxy ?? '').split(',').map((one) => one.trim().replace(/^\./, ''));
  const isDirect = direct.some((one) => one !== '' && (one === '*' || hostname === one || hostname.endsWith(`.${one}`)));
  return isDirect ? null : HTTPS_PROXY || https_proxy || null;
}

function connectThrough(proxy, host) {
  return new Promise((resolve, reject) => {
    const asked = plainRequest({ host: proxy.hostname, port: proxy.port || 80, method: 'CONNECT', path: host, agent: false });
    asked.on('connect', ({ statusCode, statusMessage }, socket) =>
      statusCode === 200 ? resolve(socket) : reject(Object.assign(new Error(statusMessage), { code: 'PROXY' })),
    );
    asked.on('error', (error) => reject(Object.assign(error, { isProxys: true }))).end();
  });
}

/** In the words of Go, as far as they matter; all of them are inferred. */
function inGo(error, { hostname }) {
  const start = error.isProxys ? 'proxyconnect tcp: ' : '';
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return `${start}dial tcp: lookup ${hostname}: no such host`;
  if (error.code === 'ECONNREFUSED') return `${start}dial tcp ${error.address}:${error.port}: connect: connection refused`;
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(error.code ?? ''))
    return 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
  return error.code === 'ECONNRESET' ? 'EOF' : error.message;
}
