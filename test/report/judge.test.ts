import { describe, expect, test } from 'vitest';

import type { CheckId, CheckResult, Group } from '../../src/checks/check.js';
import { pipeline } from '../../src/checks/pipeline.js';
import type { Finding } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';
import { mismatch, mismatchUnseen } from '../../src/findings/recognise/trust.js';
import { judge } from '../../src/report/judge.js';
import { noProgress } from '../../src/report/report.js';
import type { Report } from '../../src/report/report.js';

function ran(id: CheckId, ...findings: Finding[]): CheckResult {
  return {
    id,
    group: id.split('.')[0] as Group,
    title: 'seen',
    durationMs: 1,
    kind: 'ran',
    findings,
    rows: [],
    known: {},
    completion: null,
  };
}

function notRun(id: CheckId, because: CheckId | null = null): CheckResult {
  return { id, group: id.split('.')[0] as Group, title: 'waits', durationMs: 0, kind: 'notRun', because };
}

function judged(results: CheckResult[], strict = false): Report {
  const frame = { startedAt: new Date(0), durationMs: 5, order: pipeline.map(({ id }) => id), settings: [], strict };
  return judge({ ...noProgress, results }, frame);
}

const statuses = (report: Report): string[] => report.checks.map(({ id, status }) => `${id} ${status}`);
const slash = mismatch('issuer', 'https://a/', 'https://a', 'settings');
const subject = mismatch('subject', 'id@clients', 'ID@clients', 'settings');
const refusedIssuer = finding('trust/issuer-mismatch', mismatchUnseen('issuer', 'https://a/'));

describe('root causes and what follows', () => {
  test('a refusal of the value in which we see a difference follows from it', () => {
    const report = judged([ran('entra.exchange', { ...slash }), ran('trust.issuer', slash)]);
    expect(statuses(report)).toEqual(['trust.issuer fail', 'entra.exchange follows']);
    expect(report.checks[1]).toMatchObject({ because: 'trust.issuer', codes: [] });
    expect(report.diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-slash']);
    expect(report.exitCode).toBe(1);
  });

  test('two values of one credential are two findings and one change, which stands with the first', () => {
    const report = judged([ran('trust.issuer', slash), ran('trust.subject', subject), ran('entra.exchange', refusedIssuer)]);
    expect(report.diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-slash', 'trust/subject-case']);
    const messages = report.diagnoses.map(({ fix }) => fix.flatMap((one) => (one.kind === 'message' ? [one.text] : [])));
    expect(messages).toEqual([[expect.stringMatching(/Issuer wanted: https:\/\/a\/\n[^]*Subject wanted: id@clients\n/)], []]);
    const updates = report.diagnoses.map(
      ({ fix }) => fix.filter((one) => one.kind === 'command' && one.command.includes(' update ')).length,
    );
    // Two, since nobody knows what kind of identity it is.
    expect(updates).toEqual([2, 0]);
    const alone = judged([ran('trust.issuer', slash), ran('entra.exchange', refusedIssuer)]);
    expect(JSON.stringify(alone.diagnoses[0]?.fix)).not.toContain('Subject wanted');
  });

  test('what Entra ID accepts is a warning, whatever we see', () => {
    const report = judged([ran('trust.issuer', slash), ran('entra.exchange')]);
    expect(statuses(report)).toEqual(['trust.issuer warn', 'entra.exchange pass']);
    expect([report.exitCode, report.ok]).toEqual([0, true]);
    expect(judged([ran('trust.issuer', slash), ran('entra.exchange')], true).exitCode).toBe(1);
    const page = finding('auth0/domain-wrong', { domain: 'd' });
    expect(statuses(judged([ran('auth0.discovery', page), ran('entra.exchange')]))).toEqual([
      'auth0.discovery warn',
      'entra.exchange pass',
    ]);
  });

  test('a copy of the credential that Entra ID contradicts is called old, and sends nobody to Azure', () => {
    const [first] = judged([ran('trust.issuer', slash), ran('entra.exchange')]).diagnoses;
    expect(first?.title).toBe('AZURE_FEDERATED_ISSUER is not what Azure holds');
    const copy = { kind: 'set', where: 'local', confidence: 'likely', name: 'AZURE_FEDERATED_ISSUER', value: 'https://a/' };
    expect(first?.fix[0]).toEqual(copy);
    // Commands that list, and nothing that changes anything.
    const others = first?.fix.slice(1).map((fix) => (fix.kind === 'command' ? fix.command : fix.kind)) ?? [];
    for (const command of others) expect(command).toMatch(/^az (?:identity|(?:identity|ad app) federated-credential) list /);
    expect(others.join('\n')).toContain('federated-credential list');
  });

  test('a list without a credential is old when Entra ID compared the token with one', () => {
    const none = finding('trust/credential-missing', { issuer: 'https://a/', subject: 'id@clients', audience: 'api://a' });
    const report = judged([ran('trust.issuer', none), ran('entra.exchange', refusedIssuer)]);
    expect(report.diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-mismatch']);
    expect(report.checks[0]).toMatchObject({ status: 'follows', because: 'entra.exchange' });
    const both = judged([ran('trust.issuer', none), ran('entra.exchange', none)]);
    expect(both.checks.map(({ status }) => status)).toEqual(['fail', 'follows']);
  });

  test('where the token is one of Entra ID, nothing else about it is a cause; where Entra ID takes it, it is a warning', () => {
    const own = finding('entra/entra-token-as-assertion', {});
    const key = finding('token/key-not-published', { keyId: 'k', published: [] });
    const seen = [ran('token.shape', own), ran('token.signature', key), ran('trust.subject', subject)];
    const report = judged([...seen, ran('entra.exchange', { ...own })]);
    const following = ['token.signature follows', 'trust.subject follows', 'entra.exchange follows'];
    expect(statuses(report)).toEqual(['token.shape fail', ...following]);
    expect(report.diagnoses.map(({ code }) => code)).toEqual(['entra/entra-token-as-assertion']);
    expect(statuses(judged([...seen, ran('entra.exchange', refusedIssuer)]))).toEqual(['token.shape fail', ...following]);
    expect(judged([...seen, ran('entra.exchange')]).exitCode).toBe(0);
  });

  test('where the token is another application’s, so is its subject', () => {
    const mismatched = finding('token/claim-mismatch', { claim: 'azp', expected: 'a', actual: 'b' });
    const report = judged([ran('token.claims', mismatched), ran('trust.issuer', slash), ran('trust.subject', subject)]);
    expect(statuses(report)).toEqual(['token.claims fail', 'trust.issuer fail', 'trust.subject follows']);
  });

  test('a token that was issued for something else explains why Azure OpenAI refuses it', () => {
    const other = finding('entra/token-unexpected', { claim: 'aud', expected: 'a', actual: 'b' });
    const refused = finding('azure-openai/token-refused', { audienceWanted: 'a', audienceSent: 'b' });
    const report = judged([ran('entra.token', other), ran('azure-openai.access', refused)]);
    expect(statuses(report)).toEqual(['entra.token fail', 'azure-openai.access follows']);
  });

  test('nothing follows from itself by way of another: an empty list and a refusal that names no value are a failure', () => {
    const values = { issuer: 'https://a/', subject: 'id@clients', audience: 'api://a' };
    const listed = ran('trust.issuer', finding('trust/credential-missing', values));
    const report = judged([listed, ran('entra.exchange', finding('trust/no-match', values))]);
    expect(statuses(report)).toEqual(['trust.issuer fail', 'entra.exchange follows']);
    expect([report.exitCode, report.diagnoses.map(({ code }) => code)]).toEqual([1, ['trust/credential-missing']]);
  });

  test('what could not be compared is identical once Entra ID accepted it, and stays not run when it did not', () => {
    expect(statuses(judged([notRun('trust.issuer'), ran('entra.exchange')]))).toEqual(['trust.issuer pass', 'entra.exchange pass']);
    expect(statuses(judged([notRun('trust.issuer'), ran('entra.exchange', refusedIssuer)]))).toEqual([
      'trust.issuer notRun',
      'entra.exchange fail',
    ]);
  });

  test('a root cause that was seen before the exchange has the words of the refusal that follows from it', () => {
    const refusal = {
      party: 'entra',
      status: 401,
      code: 'AADSTS700211',
      said: 'AADSTS700211: No matching federated identity record found.',
      asked: 'POST https://login.microsoftonline.com/t/oauth2/v2.0/token',
      correlationId: '8f043819-8577-46b9-b330-a72e2e114665',
      traceId: 't',
      timestamp: '2026-11-23 16:53:02Z',
      retryAfterSeconds: null,
      network: null,
    } as const;
    const [first, second] = judged([
      ran('trust.issuer', slash),
      ran('trust.subject', subject),
      ran('entra.exchange', { ...refusedIssuer, refusal }),
    ]).diagnoses;
    expect(first).toMatchObject({ code: 'trust/issuer-slash', upstream: refusal });
    expect(first?.fix.find(({ kind }) => kind === 'message')).toMatchObject({ text: expect.stringContaining(refusal.correlationId) });
    // The refusal is about the issuer, so the subject borrows nothing of it.
    expect(second).toMatchObject({ code: 'trust/subject-case', upstream: null });
  });

  test('a name that surely exists and is not found makes every other name follow from it', () => {
    const notFound = (party: 'auth0' | 'entra' | 'azure-openai', host: string): Finding => {
      const failure = { kind: 'name-not-found', host, detail: 'ENOTFOUND' } as const;
      const none = { status: null, code: failure.detail, said: '', asked: '', correlationId: null, traceId: null, timestamp: null };
      return finding('network/name-not-found', { party, failure }, { party, network: failure, retryAfterSeconds: null, ...none });
    };
    const all = [
      ran('auth0.discovery', notFound('auth0', 'acme.eu.auth0.com')),
      ran('entra.tenant', notFound('entra', 'login.microsoftonline.com')),
      ran('azure-openai.host', notFound('azure-openai', 'acme.openai.azure.com')),
    ];
    expect(statuses(judged(all))).toEqual(['auth0.discovery follows', 'entra.tenant unknown', 'azure-openai.host follows']);
    expect(judged(all).diagnoses.map(({ title }) => title)).toEqual(['This machine does not find names of the internet']);
    // A name that is not known to exist says nothing about the others.
    expect(judged([all[0]!, all[2]!]).diagnoses).toHaveLength(2);
  });

  test('a refusal of another value than the one in which we see a difference stands for itself', () => {
    const report = judged([ran('trust.subject', subject), ran('entra.exchange', refusedIssuer)]);
    expect(report.diagnoses.map(({ code }) => code)).toEqual(['trust/subject-case', 'trust/issuer-mismatch']);
  });

  test('the same code from the same party again follows from the first', () => {
    const wrong = finding('auth0/domain-wrong', { domain: 'd' });
    const report = judged([ran('auth0.token', wrong), ran('auth0.discovery', wrong)]);
    expect(statuses(report)).toEqual(['auth0.discovery fail', 'auth0.token follows']);
  });

  const behind = (party: 'auth0' | 'entra', detail: string): Finding => {
    const failure = { kind: 'proxy', host: party, detail, proxy: 'http://p:1' } as const;
    const none = { correlationId: null, traceId: null, timestamp: null, retryAfterSeconds: null };
    return finding(
      'network/proxy',
      { party, failure },
      { party, status: null, code: detail, said: '', asked: '', network: failure, ...none },
    );
  };

  test.each(['ECONNREFUSED', 'ERR_PROXY_TUNNEL', '407'])('one proxy at fault is one cause, whichever party is behind it: %s', (detail) => {
    expect(statuses(judged([ran('auth0.discovery', behind('auth0', detail)), ran('entra.tenant', behind('entra', detail))]))).toEqual([
      'auth0.discovery unknown',
      'entra.tenant follows',
    ]);
  });

  test.each(['403', '502'])('every host that a proxy refuses is a cause of its own, and the same host is one: %s', (detail) => {
    const [auth0, entra] = [behind('auth0', detail), behind('entra', detail)];
    const report = judged([
      ran('auth0.discovery', auth0),
      ran('auth0.keys', auth0),
      ran('entra.tenant', entra),
      ran('entra.exchange', entra),
    ]);
    expect(statuses(report)).toEqual(['auth0.discovery unknown', 'auth0.keys follows', 'entra.tenant unknown', 'entra.exchange follows']);
    expect(report.checks.map(({ because }) => because)).toEqual([null, 'auth0.discovery', null, 'entra.tenant']);
  });

  test('two answers of one proxy are two causes', () => {
    expect(judged([ran('auth0.discovery', behind('auth0', '403')), ran('entra.tenant', behind('entra', '407'))]).diagnoses).toHaveLength(2);
  });

  test('the first in the order of the chain is the root, whether it failed or could not be found out; warnings come last', () => {
    const report = judged([
      ran('settings.values', finding('settings/normalised', { field: 'OIDC_ENDPOINT', value: 'x', removed: ['https://'] })),
      ran('auth0.discovery', finding('auth0/rate-limited', {})),
      ran('trust.issuer', slash),
      ran('trust.subject', subject),
    ]);
    expect(report.diagnoses.map(({ code }) => code)).toEqual([
      'auth0/rate-limited',
      'trust/issuer-slash',
      'trust/subject-case',
      'settings/normalised',
    ]);
    expect(report.exitCode).toBe(1);
  });

  test('a stored copy that Entra ID contradicts accuses nobody: its differences are warnings behind what Entra ID says', () => {
    const copy = { issuer: 'https://a/', subject: 'id@clients', audience: 'api://a' };
    const refused = finding('trust/credential-stale', { ...copy, field: 'subject', azureSource: 'settings' });
    const report = judged([ran('trust.issuer', slash), ran('trust.subject'), ran('entra.exchange', refused)]);
    expect(report.diagnoses.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'trust/credential-stale error',
      'trust/issuer-slash warning',
    ]);
    const none = judged([ran('trust.issuer', slash), ran('entra.exchange', finding('trust/credential-missing', copy))]);
    expect(none.diagnoses.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'trust/credential-missing error',
      'trust/issuer-slash warning',
    ]);
    // What the exchange has learned of the copy reaches the words, although the comparison was made before.
    const learned = { ...noProgress, known: { ...noProgress.known, contradicts: 'subject' as const } };
    const frame = { startedAt: new Date(0), durationMs: 5, order: pipeline.map(({ id }) => id), settings: [], strict: false };
    const [, warning] = judge({ ...learned, results: [ran('trust.issuer', slash), ran('entra.exchange', refused)] }, frame).diagnoses;
    expect(warning?.title).toBe('AZURE_FEDERATED_ISSUER differs, and Entra ID contradicts that copy');
    // What was read from Azure just now is no old copy.
    const fresh = finding('trust/credential-stale', { ...copy, field: 'subject', azureSource: 'az' });
    expect(judged([ran('trust.issuer', slash), ran('entra.exchange', fresh)]).diagnoses[0]?.code).toBe('trust/issuer-slash');
  });

  test('what only looks ahead is a warning once the real call was answered, and counts when it was not', () => {
    const down = finding('entra/transient', {});
    const silent = finding('network/timeout', {
      party: 'azure-openai',
      failure: { kind: 'timeout', host: 'h', detail: 'ANSWER_TIMEOUT' },
    });
    const before = [ran('entra.tenant', down), ran('azure-openai.host', silent)];
    expect(statuses(judged([...before, ran('entra.exchange'), ran('azure-openai.access')]))).toEqual([
      'entra.tenant warn',
      'entra.exchange pass',
      'azure-openai.host warn',
      'azure-openai.access pass',
    ]);
    expect(judged([...before, ran('entra.exchange'), notRun('azure-openai.access')]).exitCode).toBe(3);
    expect(judged([...before, notRun('entra.exchange')]).diagnoses).toHaveLength(2);
  });

  test('a policy, or another defect of the token, is not explained by what was found before', () => {
    const blocked = finding('trust/issuer-blocked', { issuer: 'https://a/' });
    expect(judged([ran('trust.issuer', slash), ran('entra.exchange', blocked)]).diagnoses).toHaveLength(2);
    const type = finding('token/type-unsupported', { type: 'at+jwt' });
    const late = finding('token/outside-valid-time', { now: null, notBefore: null, expires: null, clock: 'entra' });
    expect(judged([ran('token.header', type), ran('entra.exchange', late)]).diagnoses).toHaveLength(2);
    const vague = finding('token/malformed', { problem: 'Entra ID cannot read it as a JWT' });
    expect(judged([ran('token.header', type), ran('entra.exchange', vague)]).diagnoses).toHaveLength(1);
    const opaque = finding('token/opaque', { length: 32 });
    const malformed = finding('token/malformed', { problem: 'Entra ID cannot read it as a JWT' });
    expect(judged([ran('token.shape', opaque), ran('entra.exchange', malformed)]).diagnoses.map(({ code }) => code)).toEqual([
      'token/opaque',
    ]);
  });

  test('a retired version is the cause when it does not answer, and a warning when it does', () => {
    const retired = finding('settings/retired-api-version', { version: '2023-07-01-preview', answers: true });
    const gone = finding('azure-openai/path-or-version-wrong', { apiVersion: '2023-07-01-preview' });
    const report = judged([ran('settings.values', retired), ran('azure-openai.deployment', gone)]);
    expect(statuses(report)).toEqual(['settings.values fail', 'azure-openai.deployment follows']);
    expect(report.exitCode).toBe(2);
    expect(judged([ran('settings.values', retired)]).exitCode).toBe(0);
    // It is not said to answer by anybody who has not asked.
    const answersOf = (...results: CheckResult[]) => judged([ran('settings.values', retired), ...results]).diagnoses[0]?.evidence;
    expect(answersOf(notRun('azure-openai.access'))).toMatchObject({ answers: null });
    expect(answersOf(ran('azure-openai.access'))).toMatchObject({ answers: true });
  });
});

test.each([
  [
    [
      ran('settings.values', finding('check/crashed', { error: 'e' })),
      ran('settings.required', finding('settings/missing', { field: 'OIDC_ENDPOINT' })),
    ],
    4,
  ],
  [[ran('settings.required', finding('settings/missing', { field: 'OIDC_ENDPOINT' })), ran('trust.issuer', slash)], 2],
  [[ran('auth0.discovery', finding('auth0/rate-limited', {})), ran('trust.issuer', slash)], 1],
  [[ran('auth0.discovery', finding('auth0/rate-limited', {}))], 3],
  [[ran('azure-openai.completion', finding('azure-openai/content-filtered', {}))], 0],
  [[ran('settings.values')], 0],
])('exit codes, strongest first (%#)', (results, exitCode) => expect(judged(results).exitCode).toBe(exitCode));
