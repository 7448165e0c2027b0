import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { withoutPastedSecrets } from '../../src/commands/pasted-secrets.js';
import type { Beside, Pasted } from '../../src/findings/pasted/pasted.js';
import { createPastedReader } from '../../src/findings/pasted/pasted.js';
import type { Read } from '../../src/findings/pasted/read.js';
import { root } from '../support/binary.js';

interface Row {
  id: string;
  text: string;
  accept: string[];
  read?: Partial<Read>;
}

const rowsOf = (name: string): Row[] =>
  readFileSync(join(root, 'test/fixtures', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/** As the command does it. */

const nothingBeside: Beside = { decoded: null, mentioned: null, credentials: null };

function read(text: string, beside: Beside = nothingBeside): Pasted {
  const reader = createPastedReader(withoutPastedSecrets);
  reader.push(text);
  return reader.end(beside);
}

const firstCode = (text: string): string | undefined => read(text).findings[0]?.code;

describe('texts from public places', () => {
  test.each(rowsOf('transcripts.jsonl').map((row) => [row.id, row] as const))('%s', (_, { text, accept }) => {
    expect(accept).toContain(firstCode(text));
  });
});

const pasted = rowsOf('pasted.jsonl');

/** Left alone, since a guess would be wrong as often as it is right. */
const notTold: Record<string, string[]> = {
  'nothing in it says that it is Auth0’s, and every other OAuth server answers in the same words': ['auth0-grant-unsupported-go'],
  'numbers of Entra ID in a list, with nobody’s answer beside them': [
    'two-numbers-issuer-audience',
    'table-of-numbers',
    'subject-then-missing',
    'transient-in-a-list',
    'scope-number-beside-another',
  ],
  'half of a sentence that other services have, too': [
    'abuse-half-quoted',
    'abuse-in-string-pieces',
    'key-sentence-middle',
    'assertion-audience-without-number',
  ],
  'a code in the source of a program': ['key-disabled-constructor', 'key-disabled-comment'],
};
const untold = Object.values(notTold).flat();

describe('texts of every kind that people paste', () => {
  test.each(pasted.filter(({ accept, id }) => accept.length > 0 && !untold.includes(id)).map((row) => [row.id, row] as const))(
    '%s',
    (_, { text, accept }) => {
      expect(accept).toContain(firstCode(text));
    },
  );

  test.each(untold.map((id) => [id]))('%s gives no code', (id) => {
    expect(firstCode(pasted.find((row) => row.id === id)?.text ?? '')).toBeUndefined();
  });
});

describe('texts that are none of our business', () => {
  test.each(pasted.filter(({ accept }) => accept.length === 0).map((row) => [row.id, row] as const))('%s', (_, { text }) => {
    expect(read(text).findings.map(({ code }) => code)).toEqual([]);
  });
});

describe('a text that came by another way', () => {
  const lines = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');
  const ways: Record<string, (text: string) => string> = {
    'quoted in mail': (text) => lines(text, (line) => `> ${line}`),
    'quoted twice': (text) => lines(text, (line) => `> > ${line}`),
    'cut at 80 columns': (text) => lines(text, (line) => line.match(/.{1,80}/g)?.join('\n') ?? ''),
    'wrapped at 72 columns': (text) => lines(text, (line) => line.replace(/(.{1,72})(?:\s|$)/g, '$1\n').trimEnd()),
    'with the soft line ends of a mail': (text) => lines(text, (line) => line.match(/.{1,75}/g)?.join('=\n') ?? ''),
    'with the moments of a pipeline': (text) => lines(text, (line) => `2026-11-23T16:53:02.1234567Z ${line}`),
    'with the steps of a pipeline': (text) => lines(text, (line) => `deploy\tRun check\t2026-11-23T16:53:02.1234567Z ${line}`),
    'with colours': (text) => lines(text, (line) => `\u001b[31m\u001b[1m${line}\u001b[0m`),
    'in a frame of Terraform': (text) => `╷\n${lines(text, (line) => `│ ${line}`)}\n╵`,
    'in JSON': (text) => JSON.stringify({ level: 'error', msg: text }),
    'in JSON in JSON': (text) => JSON.stringify({ log: JSON.stringify({ msg: text }) }),
    'with the line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
    'as a page': (text) =>
      `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</pre>`,
    'in a fence of Markdown': (text) => `\`\`\`\n${text}\n\`\`\``,
  };
  const rows = rowsOf('transcripts.jsonl');

  test.each(Object.entries(ways))('is recognised all the same: %s', (_, change) => {
    const given = rows.map(({ id, text, accept }) => ({ id, accept, code: firstCode(change(text)) }));
    expect(given.filter(({ accept, code }) => code !== undefined && !accept.includes(code))).toEqual([]);
    // A sentence of a tool that was cut in the middle of a word that is nobody else's may be lost.
    expect(given.filter(({ code }) => code === undefined).length).toBeLessThanOrEqual(2);
  });
});

describe('values', () => {
  test.each(pasted.filter((row) => row.read).map((row) => [row.id, row] as const))('are read out of %s', (_, row) => {
    const values = read(row.text).read;
    const names = Object.keys(row.read ?? {}) as (keyof Read)[];
    expect(Object.fromEntries(names.map((name) => [name, values[name]]))).toEqual(row.read);
  });
});

describe('a text of any length', () => {
  const needle =
    "Error: AADSTS700213: No matching federated identity record found for presented assertion subject 'K1AU@clients'. Trace ID: 8112662e-c526-4699-b607-4312f7f41293\n";
  const noises: Record<string, (at: number) => string> = {
    'a web server': (at) => `2026-11-23T16:53:02.123Z INFO request ${at} handled in ${at % 97} ms path=/api/items/${at}\n`,
    'other errors': (at) => `ERROR [worker-${at % 16}] failed to fetch item ${at}: token expired for user ${at % 10_007}, retrying\n`,
    'the words of our parties': (at) => `info tenant ${at} deployment proxy certificate quota auth0 principal ${at * 31}\n`,
    'one line of JSON': (at) => `{"level":"error","message":"item ${at} not found","code":"E${at}","error":{"message":"x ${at}"}},`,
  };
  const noise = (make: (at: number) => string, size: number): string => {
    let text = '';
    for (let at = 0; text.length < size; at += 1) text += make(at);
    return text;
  };
  const lettersOf = (at: number): string => at.toString(36).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
  const timeOf = (text: string): number => {
    const before = process.cpuUsage();
    expect(inPieces(text).findings.map(({ code }) => code)).toEqual(['trust/subject-mismatch']);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const inPieces = (text: string): Pasted => {
    const reader = createPastedReader(withoutPastedSecrets);
    for (let at = 0; at < text.length; at += 65_536) reader.push(text.slice(at, at + 65_536));
    return reader.end(nothingBeside);
  };

  test.each(Object.entries(noises))('is found in two and in four megabytes of %s, in twice the time', (_, make) => {
    const [one, two] = [1, 2].map((times) => {
      const half = noise(make, times * 1_000_000);
      const text = `${half}\n${needle}${half}`;
      return Math.min(...[1, 2].map(() => timeOf(text)));
    }) as [number, number];
    // A search that is not linear takes four times as long.
    expect(two).toBeLessThan(one * 3 + 100);
  });

  const hostile: Record<string, string> = {
    'blank lines': '\n'.repeat(2_000_000),
    spaces: ' '.repeat(500_000),
    backslashes: '\\'.repeat(260_000),
    quotes: '"'.repeat(500_000),
    brackets: '{['.repeat(100_000),
    hyphens: 'x-'.repeat(500_000),
    'parts of a GUID': '0123abcd-'.repeat(100_000),
    'beginnings of sentences': 'Client The certificate with identifier Tenant '.repeat(20_000),
    'beginnings of fields': '"message":"password=error_description="'.repeat(20_000),
    'beginnings of tokens': 'eyJ'.repeat(200_000),
    addresses: 'https://a:'.repeat(100_000),
    numbers: 'AADSTS700213 '.repeat(50_000),
    'short lines': `quota\n${'a\n'.repeat(25)}`.repeat(18_000),
    causes: 'Caused by: ETIMEDOUT auth0.com '.repeat(15_000),
    'sentences that everybody says': 'Rate limit exceeded '.repeat(12_000),
    'the same refusal of a key': 'Access denied due to invalid subscription key '.repeat(20_000),
    'refusals of different subjects': noise(
      (at) => `AADSTS700213: No matching federated identity record found for presented assertion subject '${lettersOf(at)}'.\n`,
      2_000_000,
    ),
    'different secrets': noise((at) => `secret=${lettersOf(at)}Aa1${lettersOf(at * 7)}zzzzzzzz\n`, 1_000_000),
    'tokens that never end': 'eyJ-'.repeat(60_000),
  };

  test.each(Object.entries(hostile))('is given up in good time when it is nothing but %s', (_, text) => {
    const before = process.cpuUsage();
    inPieces(text);
    const { user, system } = process.cpuUsage(before);
    // A search that goes back over the same letters takes minutes.
    expect((user + system) / 1000).toBeLessThan(4000);
  });

  test('is the same however it comes in pieces', () => {
    for (const { text } of pasted.slice(0, 200)) {
      const reader = createPastedReader(withoutPastedSecrets);
      for (const letter of text) reader.push(letter);
      expect(reader.end(nothingBeside).findings).toEqual(read(text).findings);
    }
  });
});

describe('secrets', () => {
  test('never come out of a text', () => {
    const secret = 'Zq8vK2mWx7RtYp4LcNd9HsJf3GbUe6TaVi1oXk5MzQhPyEwSrDnB0CuAlIgFjO-_';
    const token = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyJ9.${'c2lnbmF0dXJl'.repeat(6)}`;
    const text = `POST https://acme.eu.auth0.com/oauth/token client_secret=${secret}\nAuthorization: Bearer ${token}\n{"error":"access_denied","error_description":"Unauthorized ${token}"}\nfatal error: denied ${token}`;
    const all = JSON.stringify(read(text));
    expect(all).not.toContain(secret);
    expect(all).not.toContain('c2lnbmF0dXJl');
  });
});
