import type { Evidence } from '../findings/finding.js';
import { fieldOf } from '../settings/fields.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { comparison, isCompared } from './cause-text.js';
import type { Tool } from './json.js';
import { code, fenced, prose, table } from './markdown-text.js';
import { keptWord, marks, paintNothing, severityStatus } from './marks.js';
import type { CheckDiagnosis, CheckReport, Report, SettingReport } from './report.js';
import { fixMarkdown } from './markdown-fix.js';
import { withoutPersons } from './without-persons.js';
import { withoutSecrets } from './without-secrets.js';
import { whoSaid, wordsOf } from './upstream.js';
import { waterfallLines } from './waterfall.js';

/**
 * A run as one page of Markdown, for a colleague, a ticket or the summary of a job: no secret, no token, no path with the name of a user,
 * no mail address, and not what the model said. What others said stands in code, which it cannot leave. `runtime` is what it ran on.
 */
export function reportMarkdown(own: Report, tool: Tool, runtime?: string): string {
  const strip = withoutPersons(own.settings);
  const report = withoutSecrets(own, (text) => strip(hideSecretsIn(text)));
  const { checks, diagnoses, settings, startedAt, exitCode } = report;
  const missing = diagnoses.filter(({ code: one }) => one === 'settings/missing');
  const others = diagnoses.filter((one) => missing.length < 2 || one.code !== 'settings/missing');
  const lines = [
    `# ${titleOf(report)}`,
    '',
    `${[`${tool.name} ${tool.version}`, runtime, startedAt.toISOString()].filter(Boolean).join(', ')}. ` +
      `A check ends with exit code ${exitCode} (${exitWords[exitCode]}).`,
    '',
    ...(settings.some(({ source }) => source === 'sandbox') ? [pretend, ''] : []),
    contents,
    '',
    '## Checks',
    ...table(['Check', 'Result', 'What was seen', 'Time'], checks.map(checkRow)),
    ...(missing.length > 1 ? missingLines(missing) : []),
    ...others.flatMap(diagnosisLines),
    ...completionLines(report),
    ...settingLines(settings),
    '## Where the time went',
    ...fenced(waterfallLines(report, { columns: 100, paint: paintNothing }).slice(2).join('\n')),
  ];
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trim()}\n`;
}

const pretend = 'This is a run of the sandbox of keyless: the services and all values are pretend.';

const contents =
  'In here are host names, ids of the tenant and of the clients, names of the deployment and of settings, and what the services answered. Secrets, tokens and the text of the model are not.';

const exitWords: { readonly [E in Report['exitCode']]: string } = {
  0: 'all well',
  1: 'a check failed',
  2: 'wrong or missing input',
  3: 'could not find out',
  4: 'an error of keyless itself',
  130: 'cancelled',
};

/** The first diagnosis is the root cause. */
function titleOf({ diagnoses, ok }: Report): string {
  const [root] = diagnoses;
  const missing = diagnoses.filter((one) => one.code === 'settings/missing').length;
  if (missing > 1) return `keyless: ${missing} values are missing (${code('settings/missing')})`;
  if (!root || (ok && root.severity === 'warning')) return 'keyless: all well';
  return `keyless: ${prose(root.title)} (${code(root.code)})`;
}

function checkRow({ id, status, title, because, codes, durationMs, isKept }: CheckReport): string[] {
  const reason = status === 'notRun' ? '' : (because ?? codes.join(' '));
  const time = isKept ? keptWord : durationMs >= 10 ? `${durationMs} ms` : '';
  return [code(id), marks[status].word, [prose(title), reason && `(${code(reason)})`].filter(Boolean).join(' '), time];
}

/** Values that are missing are one list. */
function missingLines(missing: readonly CheckDiagnosis[]): string[] {
  // Code and evidence belong together since the finding was made; the flat shape of a diagnosis does not say so.
  const names = missing.map(({ evidence }) => fieldOf((evidence as Evidence['settings/missing']).field));
  return [`## ${missing.length} values are missing`, '', ...names.map(({ name, where }) => `- ${code(name)}: ${prose(where ?? '')}`), ''];
}

/** What is the matter, why, both values, what to do, and what the party said. */
function diagnosisLines(diagnosis: CheckDiagnosis): string[] {
  const { title, code: name, why, whyBeside, fix, docs, severity, check } = diagnosis;
  const compared = isCompared(diagnosis);
  return [
    `## ${marks[severityStatus[severity]].word}: ${prose(title)}`,
    '',
    `${code(name)}, found by ${code(check)}`,
    '',
    prose(compared ? (whyBeside ?? why) : why),
    ...(compared
      ? fenced(
          comparison(diagnosis, paintNothing)
            .join('\n')
            .replace(/^\n+|\n+$/g, ''),
        )
      : ['']),
    ...fixMarkdown(fix),
    ...upstreamLines(diagnosis),
    ...docs.map((url) => `- <${url}>`),
    '',
  ];
}

/** Word by word, with what its support asks for to find the request. */
function upstreamLines({ upstream }: CheckDiagnosis): string[] {
  if (!upstream || upstream.network) return [];
  const { timestamp, correlationId, traceId } = upstream;
  const ids = [timestamp && `at ${timestamp}`, correlationId && `correlation id ${correlationId}`, traceId && `trace id ${traceId}`].filter(
    Boolean,
  );
  return [`What ${whoSaid(upstream)} said:`, ...fenced([wordsOf(upstream), ...ids].join('\n'))];
}

function completionLines({ completion }: Report): string[] {
  if (!completion) return [];
  const { deployment, model, api, firstTokenMs, durationMs } = completion;
  const by = model === null ? code(deployment) : `${code(deployment)} (${code(model)})`;
  const first = firstTokenMs === null ? '' : `, the first piece after ${firstTokenMs} ms`;
  return ['## Completion', '', `${by} answered over the API ${code(api)} in ${durationMs} ms${first}.`, ''];
}

/** Which file it was is the matter of who ran this. */
function settingLines(settings: readonly SettingReport[]): string[] {
  const rows = settings
    .filter(({ set, shadows }) => set || shadows.length > 0)
    .map(({ name, set, value, source, shadows }) => {
      const from = [placeOf(source), ...(shadows.length > 0 ? [`hides ${shadows.map(placeOf).join(' and ')}`] : [])].join(', ');
      return [code(name), value === null ? (set ? 'set, not shown' : 'set to nothing') : code(value), from];
    });
  return rows.length === 0 ? [] : ['## Settings', ...table(['Name', 'Value', 'From'], rows)];
}

function placeOf(source: string | null): string {
  return source === null || ['flag', 'environment', 'default', 'sandbox'].includes(source) ? (source ?? '') : 'env file';
}
