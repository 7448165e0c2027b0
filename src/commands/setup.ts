import { resolveTenant } from '../chain/entra.js';
import { scopeFor } from '../chain/scope.js';
import { findingOf } from '../checks/settings.js';
import { explain } from '../findings/explain.js';
import { nothingKnown } from '../findings/explanation.js';
import { severityOf } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { recogniseEntra } from '../findings/recognise/entra.js';
import { stopJson } from '../report/json.js';
import type { ExitCode } from '../report/report.js';
import { missingLines, wordsLines } from '../report/text.js';
import { mergeEnv } from '../settings/env-file.js';
import { saveEnvFile } from '../settings/env-store.js';
import type { SavedEnv } from '../settings/env-store.js';
import { fieldOf } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Profile } from '../settings/profile.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { paintFor } from './terminal.js';

/** Writes the env file from flags and environment, without asking. Either every required value is good, or nothing is written. */
export async function setupWithoutAsking(args: Args, io: Io, place: Place, because: string): Promise<ExitCode> {
  const { profile, problems, unreadable } = place.settings;
  const findings = [...(unreadable ? [unreadable] : []), ...problems.map(findingOf)].filter((found) => severityOf(found) !== 'warning');
  if (!profile || findings.length > 0) return refuse(findings, `Not interactive: ${because}.`, { args, io, exitCode: 2 });
  const tenant = await tenantId(profile, place);
  if ('code' in tenant) return refuse([tenant], '', { args, io, exitCode: severityOf(tenant) === 'unknown' ? 3 : 1 });
  const values = valuesToWrite(place, profile, tenant.id);
  const { text, changes } = mergeEnv(place.envText ?? '', values);
  const saved = await saveEnvFile(place.envPath, text, { expected: place.envText });
  if (!saved.ok) return stop(saveProblem(saved, place.envPath), { args, io });
  const changed = changes.filter(({ kind }) => kind !== 'unchanged');
  if (args.flags.has('--json')) {
    const written = { file: place.envPath, created: saved.created, changes: changes.map(({ name, kind }) => ({ name, kind })) };
    io.stdout.write(`${JSON.stringify({ schemaVersion: 1, written, error: null }, null, 2)}\n`);
    return 0;
  }
  const lines = changed.map(({ name, kind }) => `  ${kind === 'added' ? '+' : '~'} ${name}`);
  const head = changed.length === 0 ? `${place.envPath} holds these values already.` : `${place.envPath} written, mode 0600 if it is new:`;
  io.stdout.write(`${[head, ...lines, '', 'keyless check proves that they work.'].join('\n')}\n`);
  return 0;
}

/** The values as they go into the file: parsed, the tenant as its id, and none that is only a default. */
export function valuesToWrite(place: Place, profile: Profile, tenant: string): Map<FieldName, string> {
  const values = new Map<FieldName, string>();
  for (const [name, { text, source }] of place.texts) {
    const parsed = fieldOf(name).parse(text);
    if (source !== 'default' && parsed.ok && parsed.value !== '') values.set(name, parsed.value);
  }
  return values.set('AZURE_TENANT_ID', tenant);
}

/** A tenant given by its domain name is looked up, so that the file holds the id. */
export async function tenantId({ entra, openai }: Profile, place: Place): Promise<{ id: string } | Finding> {
  if (!entra.tenant.includes('.')) return { id: entra.tenant };
  const answer = await resolveTenant(entra, place.transport);
  if (answer.ok) return answer.value;
  return recogniseEntra(answer.refusal, { entra, scope: scopeFor(openai.endpoint), decoded: null, credential: null });
}

/** Why the file could not be written, in a sentence. */
export function saveProblem({ problem, detail }: Extract<SavedEnv, { ok: false }>, path: string): string {
  switch (problem) {
    case 'denied':
      return `${path} cannot be written: permission is denied.`;
    case 'folder':
      return `${path} is a folder.`;
    case 'changed-meanwhile':
      return `${path} was changed by somebody else in the meantime, so nothing was written.`;
    case 'no-space':
      return `${path} cannot be written: the disk is full. The old file is untouched.`;
    case 'unwritable':
      return `${path} cannot be written: ${detail}.`;
  }
}

interface Out {
  args: Args;
  io: Io;
}

function refuse(findings: Finding[], note: string, { args, io, exitCode }: Out & { exitCode: ExitCode }): ExitCode {
  const known = nothingKnown;
  const diagnoses = findings.map((found) => ({ found, ...explain(found, known) }));
  if (args.flags.has('--json')) {
    const message = diagnoses.map(({ title }) => title).join('; ');
    io.stdout.write(stopJson({ code: findings[0]?.code ?? 'settings/missing', message }, exitCode, io.tool, io.now()));
    return exitCode;
  }
  const paint = paintFor(args, io, io.stderr);
  const isMany = findings.filter(({ code }) => code === 'settings/missing').length > 1;
  const others = diagnoses.filter(({ found }) => !isMany || found.code !== 'settings/missing');
  const list = isMany
    ? [
        ...missingLines(
          findings.flatMap(({ code, evidence }) => (code === 'settings/missing' ? evidence : [])),
          paint,
        ),
        '',
      ]
    : [];
  const lines = others.flatMap(({ found, ...words }) => [
    ...wordsLines({ code: found.code, evidence: found.evidence, ...words }, 'fail', paint),
    '',
  ]);
  io.stderr.write(`${[...list, ...lines].join('\n')}\nNothing was written. ${note}\n`);
  return exitCode;
}

function stop(message: string, { args, io }: Out): ExitCode {
  if (args.flags.has('--json')) io.stdout.write(stopJson({ code: 'settings/file-unreadable', message }, 2, io.tool, io.now()));
  else io.stderr.write(`✗ ${message}\n`);
  return 2;
}
