import { exportOf, obstaclesTo, settingsFor } from '../export/export-of.js';
import type { CodeKind, Exported } from '../export/kind.js';
import { exportKinds } from '../export/kind.js';
import { pretended } from '../export/pretend.js';
import { trialOf } from '../export/trial.js';
import { reportMarkdown } from '../report/markdown.js';
import type { Report } from '../report/report.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { Offered, Saved } from '../ui/export/exporting.js';
import type { Io } from './io.js';
import { makeFreeFile } from './free-file.js';
import { writeNewFile } from './new-file.js';
import type { Place } from './open.js';

/** Every kind as it can be had with the settings of this place; the report of a run, where there was one. */
export function offersOf(place: Place, report: Report | null, io: Pick<Io, 'tool' | 'runtime'>): Offered[] {
  return exportKinds.map((kind) => {
    if (kind !== 'report') return offerOf(kind, place);
    return { kind, exported: report && reportOf(report, place, io), lacks: [] };
  });
}

/**
 * A new file in the working folder, which anybody may read: there is no secret in it. Nothing is overwritten: it takes the next free
 * name, unless what tries it does not name the file, but reads the whole folder, and would find two.
 */
export async function saveExported(exported: Exported): Promise<Saved> {
  const { kind, fileName, text, tryIt } = exported;
  if (kind !== 'report' && !tryIt.includes(fileName)) return saveAlone(exported);
  const made = await makeFreeFile(fileName, text, 0o644);
  return made.ok ? { ok: true, file: made.name, trial: kind === 'report' ? null : trialOf(exported, made.name) } : made;
}

async function saveAlone(exported: Exported): Promise<Saved> {
  const { fileName, text, tryIt } = exported;
  const problem = await writeNewFile(fileName, text, 0o644);
  if (problem === null) return { ok: true, file: fileName, trial: trialOf(exported, fileName) };
  if (!problem.isThere) return { ok: false, sentence: problem.sentence };
  return {
    ok: false,
    sentence: `${fileName} is there already, and nothing is overwritten. Beside it, ${tryIt} would take both: move it away first.`,
  };
}

function offerOf(kind: CodeKind, { texts, sandbox }: Place): Offered {
  const { profile, problems } = parseSettings(texts, settingsFor(kind));
  const lacks = obstaclesTo(kind, problems).flatMap((one) => ('field' in one ? [one.field] : []));
  if (profile === null || lacks.length > 0) return { kind, exported: null, lacks };
  const exported = exportOf(kind, profile);
  return { kind, exported: sandbox === null ? exported : pretended(exported), lacks };
}

/** What was pasted into a prompt may be a secret: it is taken out here, too. */
function reportOf(report: Report, { transport }: Place, { tool, runtime }: Pick<Io, 'tool' | 'runtime'>): Exported {
  return {
    kind: 'report',
    fileName: 'keyless-report.md',
    text: transport.redactor.strip(reportMarkdown(report, tool, runtime)),
    tryIt: '',
  };
}
