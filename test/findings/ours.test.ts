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
import { insideIo } from '../support/inside.js';

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

const text = (report: Report): string => `${settingLines(report.settings, paintNothing).join('\n')}\n\n${reportText(report, paintNothing)}`;
const stamped = (log: string): string => log.replaceAll(/^/gm, 'check\tRun keyless\t2026-11-26T16:40:33.1234567Z ');
const screen = (report: Report): string =>
  report.diagnoses.flatMap((one) => diagnosisLines(one, { columns: 80, paint: paintNothing, link: false } as never)).join('\n');

/** Every form in which a run is handed on. */
const forms: Record<string, (report: Report) => string> = {
  text,
  'text in colours': (report) => reportText(report, paintAnsi),
  'the log of a job': (report) => stamped(`${text(report)}\n${annotations(report)}`),
  sentences: (report) => reportSentences(report, checkOrder).join('\n'),
  'a page of Markdown': (report) => reportMarkdown(report, tool),
  'that page, quoted in a mail': (report) => reportMarkdown(report, tool).replaceAll(/^/gm, '> '),
  annotations: annotations,
  'a document': (report) => reportJson(report, tool),
  'a document in the log of a job': (report) => stamped(reportJson(report, tool)),
  'the screen': screen,
};

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
    for (const [form, write] of Object.entries(forms)) {
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
    await expectError(report);
  });
});

/** The error of the library, however it was logged. */
async function expectError(report: Report): Promise<void> {
  const [first, ...others] = report.diagnoses.map(diagnosisJson);
  if (!first) throw new Error('nothing was found');
  const error = new KeylessError({ diagnoses: [first, ...others], more: [] });
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
  for (const [form, log] of Object.entries(logged)) {
    const { diagnoses } = await explain(log);
    expect([form, ...diagnoses.map(({ code }) => code)]).toEqual([form, first.code]);
    if (isCompared(first)) expect([form, sides(diagnoses[0] as DiagnosisDocument)]).toEqual([form, sides(first)]);
  }
  const { diagnoses } = await explain(JSON.stringify(error));
  expect(diagnoses.map(({ code }) => code)).toEqual([first, ...others].map(({ code }) => code));
  expect(first.evidence).toMatchObject(diagnoses[0]?.evidence ?? {});
}
