import { settingsChecks } from '../checks/settings.js';
import type { Finding } from '../findings/finding.js';
import { causeSentences } from '../report/accessible.js';
import { causeLines } from '../report/cause-text.js';
import { judge } from '../report/judge.js';
import { documentText, reportJson, stopJson } from '../report/json.js';
import { keylessCommand } from '../findings/keyless-command.js';
import { noProgress } from '../report/report.js';
import type { ExitCode, Report } from '../report/report.js';
import type { EnvChange } from '../settings/env-file.js';
import { decideAccessible } from './accessible.js';
import type { Args } from './args.js';
import { followChecks } from './follow.js';
import type { Io } from './io.js';
import { contextOf } from './open.js';
import type { Place } from './open.js';
import { refuse as usage } from './stop.js';
import { paintFor } from './terminal.js';
import { prepare } from './prepare-env.js';
import { closedWords, hiddenWords, save, tenantId } from './write-env.js';

/** Writes the env file from flags and environment, without asking. Either every required value is good, or nothing is written. */
export async function setupWithoutAsking(args: Args, io: Io, place: Place, because: string): Promise<ExitCode> {
  const several = args.credentialFile === null ? 0 : (place.settings.credentials ?? []).length;
  if (args.credentialFile !== null && several === 0) {
    const problem = `${args.credentialFile} holds no federated credential.`;
    return usage(problem, 'Without --federated-credential the rest is written.', args.flags.has('--json'), io);
  }
  if (several > 1) {
    const problem = `${args.credentialFile} holds ${several} federated credentials, and the env file takes one.`;
    return usage(problem, 'az identity federated-credential show prints one.', args.flags.has('--json'), io);
  }
  const context = contextOf(place, io, { messages: [], complete: false });
  const report = await followChecks(place, context, { args, io, checks: settingsChecks });
  const { profile } = place.settings;
  if (!profile || report.exitCode !== 0) {
    const note = `Not interactive: ${because}. Give the values as flags, as variables, or as lines of ${place.envPath}.`;
    return refuse(report, note, { args, io });
  }
  const tenant = await tenantId(profile, place);
  if ('code' in tenant) return refuse(reportOn(tenant, io), '', { args, io });
  const { text, changes } = prepare(place, tenant.id);
  const saved = await save(place, text);
  if (!saved.ok) return stop(saved.isOvertaken ? `${saved.sentence} Run it again: the file is read anew.` : saved.sentence, { args, io });
  const written = {
    file: place.envPath,
    created: saved.created,
    changes: changes.map((change) => ({ ...change, ...removedFrom(change.name, place) })),
  };
  if (args.flags.has('--json')) io.stdout.write(documentText({ schemaVersion: 1, written, error: null }));
  else announce({ ...written, closed: saved.closed }, report, place, { args, io });
  return 0;
}

interface WrittenFile {
  file: string;
  created: boolean;
  changes: { name: string; kind: EnvChange['kind']; removed?: string[] }[];
}

/** What was taken off a value on its way into the file. */
function removedFrom(name: string, { settings }: Place): { removed?: string[] } {
  const problem = settings.problems.find((one) => one.kind === 'normalised' && one.field === name);
  return problem?.kind === 'normalised' ? { removed: problem.removed } : {};
}

function announce(
  { file, created, closed, changes }: WrittenFile & { closed: boolean },
  report: Report,
  place: Place,
  { args, io }: Out,
): void {
  const changed = changes.filter(({ kind }) => kind !== 'unchanged');
  const head =
    changed.length === 0 ? `${file} holds these values already.` : `${file} written${created ? ', a new file with mode 0600' : ''}:`;
  const isSpoken = decideAccessible(args.flags, io.env) !== null;
  const lines = changed.map(
    ({ name, kind, removed }) =>
      `${isSpoken ? `${signWords[kind]}:` : `  ${signs[kind]}`} ${name}${removed ? `, without ${removed.join(', ')}` : ''}`,
  );
  const deployment = 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME';
  const later = changes.some(({ name, kind }) => name === deployment && kind !== 'emptied')
    ? []
    : ['', `${deployment} is not set yet: without it everything but an answer is checked.`];
  const last = args.flags.has('--sandbox')
    ? 'They lead to this sandbox only, and it ends now.'
    : `${keylessCommand(args, 'check')} proves that they work.`;
  const all = [head, ...lines, ...later, '', ...(closed ? [closedWords] : []), ...hiddenWords(place), last];
  io.stdout.write(`${(isSpoken ? all.filter((line) => line !== '') : all).join('\n')}\n`);
  // What was taken off stands above already.
  const others = report.diagnoses.filter(({ code, evidence }) => code !== 'settings/normalised' || 'besides' in evidence);
  if (others.length > 0) io.stderr.write(causesText(others, { args, io }));
}

const signs: { readonly [K in EnvChange['kind']]: string } = { added: '+', changed: '~', emptied: '-', unchanged: ' ' };

const signWords: { readonly [K in EnvChange['kind']]: string } = {
  added: 'Added',
  changed: 'Changed',
  emptied: 'Emptied',
  unchanged: 'Unchanged',
};

function causesText(diagnoses: Report['diagnoses'], { args, io }: Out): string {
  if (decideAccessible(args.flags, io.env)) return causeSentences(diagnoses, false).join('\n');
  return causeLines(diagnoses, paintFor(args, io, io.stderr)).join('\n');
}

interface Out {
  args: Args;
  io: Io;
}

/** The report of one question that was put outside of a run of checks. */
function reportOn(found: Finding, io: Io): Report {
  const result = { id: 'entra.tenant', group: 'entra', title: 'no such tenant', durationMs: 0, kind: 'ran' } as const;
  const results = [{ ...result, findings: [found], rows: [], known: {}, completion: null }];
  return judge({ ...noProgress, results }, { startedAt: io.now(), durationMs: 0, order: [result.id], settings: [], strict: false });
}

function refuse(report: Report, note: string, { args, io }: Out): ExitCode {
  if (args.flags.has('--json')) io.stdout.write(reportJson(report, io.tool));
  else io.stderr.write(`${causesText(report.diagnoses, { args, io })}\nNothing was written. ${note}\n`);
  return report.exitCode;
}

function stop(message: string, { args, io }: Out): ExitCode {
  if (args.flags.has('--json')) io.stdout.write(stopJson({ code: 'settings/file-unreadable', message }, 2, io.tool, io.now()));
  else io.stderr.write(`✗ ${message}\n`);
  return 2;
}
