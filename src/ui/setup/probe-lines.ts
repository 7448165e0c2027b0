import { printable } from '../../report/printable.js';
import type { CheckReport, Report, Status } from '../../report/report.js';
import type { FieldName } from '../../settings/field-name.js';
import { fold, padded, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import { markOf } from '../look.js';
import type { ProbeName } from '../probes.js';
import type { State } from '../state.js';

/** What a live look says of one field, in a line. */
interface Said {
  status: Status | 'running';
  words: string;
  ms: number;
}

/** The looks that say something of a field, and by which checks. A token tells of the domain, too. */
const saying: { readonly [N in FieldName]?: { probes: readonly ProbeName[]; checks: readonly string[]; waiting: string } } = {
  OIDC_ENDPOINT: { probes: ['token', 'domain'], checks: ['auth0.discovery', 'auth0.keys'], waiting: 'asking the domain' },
  AZURE_TENANT_ID: { probes: ['tenant'], checks: ['entra.tenant'], waiting: 'asking Entra ID' },
  AZURE_AOAI_ENDPOINT: { probes: ['endpoint'], checks: ['azure-openai.host'], waiting: 'asking the endpoint' },
};

/** The line below a field that was looked at; none where nothing was asked. */
export function probeLine(name: FieldName, state: State, indent: number, look: Look): string[] {
  const said = saidOf(name, state);
  if (!said) return [];
  const { columns, paint, spinner } = look;
  const mark = said.status === 'running' ? paint('cyan', spinner) : markOf(said.status, paint);
  const [first = '', ...rest] = fold(printable(said.words), Math.min(columns, 80) - indent - 4 - (said.ms >= 10 ? 10 : 0));
  const hang = ' '.repeat(indent + 2);
  return [withTime(`${' '.repeat(indent)}${mark} ${first}`, said.ms, look), ...rest.map((line) => hang + line)];
}

function saidOf(name: FieldName, { probes }: State): Said | null {
  const own = saying[name];
  const probe = own?.probes.map((one) => probes.get(one)).find((one) => one !== undefined);
  if (!own || !probe) return null;
  if (!probe.probed) return { status: 'running', words: own.waiting, ms: 0 };
  if (probe.probed.kind !== 'checks') return null;
  return saidIn(probe.probed.report, own.checks);
}

/** The worst of its checks, in the words of the cause where there is one. */
function saidIn({ checks, diagnoses }: Report, ids: readonly string[]): Said | null {
  const own = checks.filter(({ id }) => ids.includes(id));
  const wrong = own.find(({ status }) => status !== 'pass' && status !== 'notRun');
  const cause = wrong && diagnoses.find(({ code }) => wrong.codes.includes(code));
  const ms = own.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (wrong) return { status: wrong.status, words: cause ? `${cause.title} (${cause.code})` : wrong.title, ms };
  const passed = own.filter(({ status }) => status === 'pass');
  // Which issuer it is stands in the token.
  const words = passed.map(({ id, title }) => (id === 'auth0.discovery' ? 'answers' : title));
  return passed.length === 0 ? null : { status: 'pass', words: words.join(', '), ms };
}

/** The token: what Azure must hold, once there is one; why there is none, where it was refused. */
export function tokenLines({ probes }: State, look: Look): string[] {
  const probe = probes.get('token');
  if (!probe) return [];
  const { columns, paint, spinner } = look;
  if (!probe.probed) return [`   ${paint('cyan', spinner)} asking Auth0 for a token`];
  if (probe.probed.kind !== 'checks') return [];
  const { checks, diagnoses } = probe.probed.report;
  const find = (id: string): CheckReport | undefined => checks.find((check) => check.id === id);
  const issued = find('auth0.token');
  // What the domain has to say stands below the domain.
  const wrong = diagnoses.find(({ check, severity }) => severity !== 'warning' && !/^auth0\.(?:discovery|keys)$/.test(check));
  if (wrong)
    return fold(`${wrong.title} (${wrong.code})`, columns - 6).map((line, at) =>
      at === 0 ? `   ${markOf('fail', paint)} ${line}` : `     ${line}`,
    );
  if (issued?.status !== 'pass' && issued?.status !== 'warn') return [];
  const rows = (find('token.claims')?.rows ?? []).map(([label, value]) => `     ${paint('dim', padded(label, 9))} ${printable(value)}`);
  const header = find('token.header')?.title;
  const head = `   ${markOf(issued.status, paint)} ${issued.title}`;
  return [
    withTime(head, issued.durationMs, look),
    ...rows,
    ...(header ? [`     ${paint('dim', padded('signed', 9))} ${printable(header)}`] : []),
    ...fold('Azure must hold the first three, letter for letter. Step 3 compares them.', columns - 4).map(
      (line) => `   ${paint('dim', line)}`,
    ),
  ];
}

/** The time at the right edge, where it says anything. */
function withTime(head: string, ms: number, { columns, paint }: Look): string {
  const time = `${ms} ms`;
  return ms < 10 ? head : padded(head, Math.max(widthOf(head) + 2, Math.min(columns, 80) - 2 - time.length)) + paint('dim', time);
}

/** What went wrong in a look that the open step shows, to be explained; null when nothing did. */
export function failedLook({ probes }: State, names: readonly ProbeName[]): Report | null {
  const reports = names.flatMap((name) => {
    const probed = probes.get(name)?.probed;
    return probed?.kind === 'checks' ? [probed.report] : [];
  });
  return reports.find(({ diagnoses }) => diagnoses.some(({ severity }) => severity !== 'warning')) ?? null;
}
