import { describe, expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Refusal } from '../../src/chain/answer.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { code, fenced, prose, table } from '../../src/report/markdown-text.js';
import type { CheckDiagnosis, Report } from '../../src/report/report.js';
import { withoutPersons } from '../../src/report/without-persons.js';

const tool = { name: 'keyless', version: '1.2.3' };

const attacks = [
  'x ``` \n# mine\n```` y',
  '![a](https://evil.example/a.png)',
  '[click](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '<details><summary>x',
  '@somebody and #12, octo/cat#3',
  'a | b \\| c',
  '**bold** _it_ ~~no~~ `code` $x$',
  '&lt;b&gt; \u202Eevil\u200B',
  '- [ ] a task',
  '1) one',
];

describe('what others say stays what it is', () => {
  test.each(attacks)('%j', (attack) => {
    const [first = '', , last] = fenced(attack).slice(1);
    const fence = /^`+/.exec(first)?.[0] ?? '';
    expect(last).toBe(fence);
    expect(attack.split('\n').some((line) => line.startsWith(fence))).toBe(false);
    // Outside of code nothing is left that Markdown, HTML or GitHub would act on.
    const line = attack.replaceAll('\n', ' ');
    const bare = prose(line).replaceAll(/(`+) ?.*? ?\1(?!`)/g, '');
    expect(bare).not.toMatch(/[<>[\]@#*_~|`$\\]|https?:|^\s*(?:[-+]|\d+[.)])\s/);
    const [, , , row = ''] = table(['a', 'b'], [[code(line), prose(line)]]);
    expect(row.split('|').length).toBe(4);
    expect(prose(line) + code(line) + fenced(attack).join('')).not.toMatch(/[\u202E\u200B]/);
  });

  test('there may be any number of backticks', () => {
    expect(fenced('` '.repeat(200_000)).length).toBe(5);
  });

  test('code that begins or ends with a backtick is still that code', () => {
    expect([code('a'), code('`a'), code('a``b')]).toEqual(['`a`', '`` `a ``', '```a``b```']);
  });
});

test.each(['x'.repeat(200_000), '.'.repeat(200_000), 'x@'.repeat(100_000), 'x.'.repeat(100_000)])(
  'what is very long takes no time (%#)',
  (long) => {
    const startedAt = performance.now();
    reportMarkdown(reportWith(`${long}!`, { why: `${long}! lacks it.`, title: `${long}!` }), tool);
    // Some fifty milliseconds. What grows with the square takes minutes, also where the machine is full.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  },
);

/** A report with one diagnosis, in which a party has said this. */
function reportWith(said: string, more: Partial<CheckDiagnosis> = {}): Report {
  const upstream: Refusal = {
    party: 'entra',
    status: 401,
    code: 'AADSTS700211',
    said,
    correlationId: 'corr-1',
    traceId: 'trace-1',
    timestamp: '2026-11-26 16:40:34Z',
  } as Refusal;
  const found = finding('trust/issuer-slash', {
    field: 'issuer',
    token: 'https://contoso.eu.auth0.com/',
    azure: 'https://contoso.eu.auth0.com',
    azureSource: 'pasted',
    diff: [],
  } as never);
  const diagnosis = {
    ...explain(found, nothingKnown),
    ...found,
    severity: 'error',
    check: 'trust.issuer',
    upstream,
    ...more,
  } as CheckDiagnosis;
  return {
    ok: false,
    exitCode: 1,
    startedAt: new Date('2026-11-26T16:40:33Z'),
    durationMs: 1200,
    settings: [
      { name: 'OIDC_ENDPOINT', set: true, value: 'contoso.eu.auth0.com', secret: false, source: '/home/anna/app/.env', shadows: [] },
      { name: 'OIDC_CLIENT_SECRET', set: true, value: null, secret: true, source: 'environment', shadows: ['/home/anna/app/.env'] },
    ],
    checks: [
      {
        id: 'trust.issuer',
        group: 'trust',
        status: 'fail',
        title: 'issuer | differs',
        because: null,
        durationMs: 12,
        codes: ['trust/issuer-slash'],
        rows: [],
      },
      {
        id: 'entra.exchange',
        group: 'entra',
        status: 'follows',
        title: 'exchange refused',
        because: 'trust.issuer',
        durationMs: 0,
        codes: [],
        rows: [],
      },
    ],
    diagnoses: [diagnosis],
    requests: [],
    completion: null,
  };
}

describe('the page', () => {
  const page = reportMarkdown(reportWith('No match.\n```\n# not a heading'), tool, 'Node 24, linux x64');

  test('begins with the root cause and what made it', () => {
    expect(page.split('\n').slice(0, 3)).toEqual([
      '# keyless: The issuer in Azure lacks its final slash (`trust/issuer-slash`)',
      '',
      'keyless 1.2.3, Node 24, linux x64, 2026-11-26T16:40:33.000Z. A check ends with exit code 1 (a check failed).',
    ]);
  });

  test('has every check, both values with the caret, and what the support of a party asks for', () => {
    expect(page).toContain('| `trust.issuer` | FAIL | issuer `⟨U+007C⟩` differs (`trust/issuer-slash`) | 12 ms |');
    expect(page).toContain('| `entra.exchange` | follows | exchange refused (`trust.issuer`) |  |');
    const compared = /```text\n {2}token {2}(\S+)\n {2}azure {2}(\S+)\n( *(?:Azure.* )?\^.*)\n```/.exec(page);
    expect(compared?.slice(1, 3)).toEqual(['https://contoso.eu.auth0.com/', 'https://contoso.eu.auth0.com']);
    expect(compared?.[3]?.indexOf('^')).toBe(9 + 28);
    expect(page).toContain(
      '````text\n401 AADSTS700211 No match.\n```\n# not a heading\nat 2026-11-26 16:40:34Z\ncorrelation id corr-1\ntrace id trace-1\n````',
    );
    expect(page.match(/^# /gm)?.length).toBe(2);
  });

  test.each([
    ['C:\\Users\\Alice Smith\\p', '~\\p'],
    ['C:\\Users\\Alice is there', '~ is there'],
    ['https://acme.com/home/products', 'https://acme.com/home/products'],
    ['https://x.com:8443/a/Users/12/a', 'https://x.com:8443/a/Users/12/a'],
    ['file:///home/alice/x', 'file://~/x'],
    ['/mnt/c/Users/alice/x', '/mnt/c~/x'],
    ['"/Users/alice" and /root/x', '"~" and ~/x'],
  ])('%s is shown as %s', (said, shown) => {
    expect(withoutPersons([])(said)).toBe(shown);
  });

  test('does not say who made it', () => {
    const secret = 'q7Zr2LxV9mTnB4sKwE1yHc8Jd0PfGu5Ai3oXRt6CvQbN-MgS_UkWeYzDh7Lp2Fja';
    const said = `anna@contoso.com lacks it at C:\\Users\\Anna\\x and /Users/anna/y, with ${secret} and eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln`;
    const fix = [{ kind: 'command', where: 'local', confidence: 'certain', command: 'keyless check -e /home/anna/app/.env' }] as const;
    const text = reportMarkdown(reportWith(said, { fix: [...fix], why: `The file /home/anna/app/.env has it.` }), tool);
    expect(text).not.toMatch(/anna/i);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('eyJ');
    expect(text).toContain('keyless check -e .env');
    expect(text).toContain('| `OIDC_CLIENT_SECRET` | set, not shown | environment, hides env file |');
  });
});
