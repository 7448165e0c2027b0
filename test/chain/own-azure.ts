import { onTestFinished } from 'vitest';

import type { Session } from '../../src/chain/session.js';
import type { Transport } from '../../src/chain/transport.js';
import { makeCertificate } from '../../src/sandbox/certificate.js';
import { Secret } from '../../src/settings/secret.js';
import { startProxy } from './connect-proxy.js';
import { onHttps, open } from './loopback.js';

export const host = 'quiet-lake.openai.azure.com';
export const accountId = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/quiet-lake';
export const management = 'management.azure.com';

/** Azure OpenAI and Azure Resource Manager of a test's own, and a session with tokens for both. */
export interface OwnAzure {
  transport: Transport;
  session: Pick<Session, 'entraToken'>;
  openai: { endpoint: string; deployment: null; apiVersion: null };
  /** Host, path and authorization of every request. */
  asked: string[];
}

/** Answers by path; what is not there is a 404. `managementToken` is what the session gives for Azure Resource Manager. */
export async function azureWith(answers: Record<string, unknown>, managementToken = 'token-of-management'): Promise<OwnAzure> {
  const { caPem, certificatePem, keyPem } = makeCertificate([host, management], new Date());
  const asked: string[] = [];
  const { port } = await onHttps({ key: keyPem, cert: certificatePem }, (request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'https://x');
    asked.push(
      `${request.headers.host} ${pathname}${pathname.endsWith('/roleAssignments') ? search : ''} ${request.headers.authorization}`,
    );
    const answer = answers[pathname];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? { error: { code: 'NotFound' } }));
  });
  const proxy = await startProxy(() => null, port);
  onTestFinished(() => proxy.close());
  const { transport } = open({ env: { HTTPS_PROXY: proxy.url }, ca: caPem });
  const token = new Secret(managementToken);
  return {
    transport,
    asked,
    openai: { endpoint: `https://${host}`, deployment: null, apiVersion: null },
    session: {
      entraToken: (wanted) => Promise.resolve({ ok: true, value: { token, scope: wanted, receivedAt: new Date(), expiresAt: new Date() } }),
    },
  };
}

export const accountsOf = (subscription: string): string => `/subscriptions/${subscription}/providers/Microsoft.CognitiveServices/accounts`;

/** An account as Azure Resource Manager lists it. */
export function account(properties: unknown, own = accountId): object {
  return { id: own, properties };
}
