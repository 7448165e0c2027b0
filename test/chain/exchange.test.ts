import { describe, expect, test } from 'vitest';

import type { Exchange } from '../../src/chain/exchange.js';
import { jsonOf, plainWords, refusalOf } from '../../src/chain/exchange.js';
import { readAuth0Refusal } from '../../src/chain/auth0.js';
import { readAzureOpenAiRefusal } from '../../src/chain/azure-openai.js';
import { readEntraRefusal } from '../../src/chain/entra.js';
import { onHttp, open } from './loopback.js';

const blank: Exchange = {
  party: 'entra',
  method: 'POST',
  url: 'https://x/y',
  status: 429,
  headers: {},
  body: '',
  durationMs: 1,
  startedAt: 0,
  sentAt: 0,
  endedAt: 1,
  failure: null,
};

describe('Retry-After, off the wire', () => {
  const now = 'Tue, 24 Nov 2026 02:00:00 GMT';
  const forms: [string, Record<string, string>, number | null][] = [
    ['seconds', { 'Retry-After': '120' }, 120],
    ['nothing to wait', { 'Retry-After': '0' }, 0],
    ['a date, against the server’s own clock', { 'Retry-After': 'Tue, 24 Nov 2026 02:01:30 GMT', Date: now }, 90],
    ['a date that has passed', { 'Retry-After': 'Tue, 24 Nov 2026 01:00:00 GMT', Date: now }, 0],
    ['a date of the old kind (RFC 850)', { 'Retry-After': 'Tuesday, 24-Nov-26 02:01:30 GMT', Date: now }, 90],
    ['milliseconds of Azure OpenAI', { 'retry-after-ms': '1200', 'Retry-After': '2' }, 2],
    ['milliseconds alone', { 'retry-after-ms': '30' }, 1],
    ['milliseconds that are none', { 'retry-after-ms': 'soon', 'Retry-After': '7' }, 7],
    ['nothing', {}, null],
    ['no number and no date', { 'Retry-After': 'soon', Date: now }, null],
    ['empty', { 'Retry-After': '' }, null],
    ['less than nothing', { 'Retry-After': '-5', Date: now }, null],
    ['a fraction, which is no form of it', { 'Retry-After': '1.5', Date: now }, null],
  ];

  test.each(forms)('%s', async (_, headers, seconds) => {
    const { url } = await onHttp((__, response) => {
      response.sendDate = false;
      response.writeHead(429, headers).end();
    });
    const { transport, seen } = open();
    await transport.open('entra').fetch(url);
    expect(refusalOf(seen[0] ?? blank, { code: null, said: '' }).retryAfterSeconds).toBe(seconds);
  });
});

describe('what a refusal says', () => {
  test.each([
    ['auth0', readAuth0Refusal],
    ['entra', readEntraRefusal],
    ['azure-openai', readAzureOpenAiRefusal],
  ] as const)('%s: any body gives a refusal, none an exception', (party, read) => {
    const bodies = [
      '',
      'null',
      '[]',
      '7',
      '"text"',
      '{"error":',
      '{"error":null}',
      '{"error":[]}',
      '{"error":{"code":7,"message":[]}}',
      '{"error":"x","error_description":{}}',
    ];
    const strange = [
      '{"error_codes":["700213"]}',
      '{"error_codes":[null]}',
      '{"message":"m"}',
      '{"statusCode":502,"message":"m"}',
      '\uFEFF{}',
      '<html>',
      '\u0000\u0001',
    ];
    for (const body of [...bodies, ...strange]) {
      const refusal = read({ ...blank, party, body });
      expect(refusal).toMatchObject({ party, status: 429, asked: 'POST https://x/y', network: null });
      expect(typeof refusal.said).toBe('string');
      expect(refusal.code === null || typeof refusal.code === 'string').toBe(true);
    }
  });

  test('a gateway’s {statusCode,message} speaks its message, whoever it stands in front of', () => {
    const body = JSON.stringify({ statusCode: 401, message: 'Access denied due to missing subscription key.' });
    expect(readAuth0Refusal({ ...blank, body }).said).toBe('Access denied due to missing subscription key.');
    expect(readAzureOpenAiRefusal({ ...blank, body }).said).toBe('Access denied due to missing subscription key.');
    expect(readEntraRefusal({ ...blank, body }).said).toContain('Access denied due to missing subscription key.');
  });

  test('Entra ID’s words end before its trace data, on one line or on three', () => {
    const words = 'AADSTS700213: No matching federated identity record found.';
    const ends = [' Trace ID: a Correlation ID: b Timestamp: c', '\r\nTrace ID: a\r\nCorrelation ID: b\r\nTimestamp: c'];
    for (const end of ends) {
      const body = JSON.stringify({
        error: 'invalid_client',
        error_description: words + end,
        error_codes: [700213],
        trace_id: 't',
        correlation_id: 'c',
        timestamp: 's',
      });
      expect(readEntraRefusal({ ...blank, body })).toMatchObject({
        code: 'AADSTS700213',
        said: words,
        traceId: 't',
        correlationId: 'c',
        timestamp: 's',
      });
    }
  });

  test('a page gives its words and nothing of its markup', () => {
    const page =
      '<!DOCTYPE html><html><head><title>502</title><style>a{}</style><script>alert("<b>")</script></head><body>\n<h1>Bad\tGateway</h1><!-- a comment --><p>nginx</p></body></html>';
    expect(plainWords(page)).toBe('502 Bad Gateway nginx');
    expect(plainWords('x'.repeat(1000)).length).toBeLessThan(320);
    expect(plainWords('1 < 2 and nothing else')).toBe('1 < 2 and nothing else');
    const titled = (heading: string): string => plainWords(`<html><title> Web\n access </title><h1>${heading}</h1><p>Sign in</p></html>`);
    expect(titled('Web access')).toBe('Web access Sign in');
    expect(titled('Web accesses')).toBe('Web access Web accesses Sign in');
  });

  test.each([
    ['angle brackets', '<'.repeat(65_536)],
    ['scripts without end', '<script>'.repeat(8192)],
    ['styles without end', '<style '.repeat(9362)],
    ['spaces', ' \n'.repeat(32_768)],
  ])('64 KiB of %s are read in well under a second', (_, body) => {
    const since = performance.now();
    plainWords(body);
    expect(performance.now() - since).toBeLessThan(500);
  });

  test('only an object is a JSON body', () => {
    expect([jsonOf({ ...blank, body: '{"a":1}' }), jsonOf({ ...blank, body: '[1]' }), jsonOf({ ...blank, body: 'x' })]).toEqual([
      { a: 1 },
      null,
      null,
    ]);
  });
});
