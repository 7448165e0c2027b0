import type { CheckId } from '../checks/check.js';
import type { Evidence } from '../findings/finding.js';
import { nearFixes, noFileSentence } from '../findings/no-file.js';
import { oddSentence } from '../findings/odd-line.js';
import { fieldOf } from '../settings/fields.js';
import { checkSentences } from './spoken-checks.js';
import type { Diagnosis, Report, SettingReport } from './report.js';
import { diagnosisSentences, fixSentences } from './spoken-diagnosis.js';
import { countOf, said, saidLines, sentence } from './spoken-words.js';

/** The accessible face of a run: numbered sentences, words for states, what is copied alone in its line, and a line that says it is over. */
export function reportSentences(report: Report, order: readonly CheckId[]): string[] {
  return [
    ...checkSentences(report.checks, { order, diagnoses: report.diagnoses }),
    ...answerSentences(report),
    ...endSentences(report, true),
  ];
}

/** Who answered, and what. */
export function answerSentences({ completion }: Report): string[] {
  return completion ? [nameSentence(completion.deployment), ...saidLines(completion.text.trim()), answerEnd] : [];
}

export function nameSentence(name: string): string {
  return `${said(name)} says:`;
}

/** Nobody sees that nothing more comes. */
export const answerEnd = 'That is the end of the answer.';

/** Every cause with what to do about it, and the last line, which counts them. */
export function endSentences(report: Report, isBehindRun: boolean): string[] {
  return [...causeSentences(report.diagnoses, isBehindRun), lastSentence(report)];
}

/** Every cause with its words. Values that are missing are one list. */
export function causeSentences(diagnoses: readonly Diagnosis[], isBehindRun: boolean): string[] {
  // Code and evidence belong together since the finding was made; the flat shape of a diagnosis does not say so.
  const missing = diagnoses
    .filter(({ code }) => code === 'settings/missing')
    .map(({ evidence }) => evidence as Evidence['settings/missing']);
  const others = diagnoses.filter(({ code }) => missing.length < 2 || code !== 'settings/missing');
  return [
    ...(missing.length < 2 ? [] : missingSentences(missing)),
    ...others.flatMap((diagnosis) => diagnosisSentences(diagnosis, isBehindRun)),
  ];
}

/** Where the settings come from: how many from each place, and what is hidden by another. */
export function settingSentences(settings: readonly SettingReport[]): string[] {
  const places = [
    ...Map.groupBy(
      settings.filter(({ set }) => set),
      ({ source }) => source ?? 'a default',
    ),
  ];
  const set = settings.filter((one) => one.set).length;
  const from = places.map(([place, own]) => (places.length === 1 ? `from ${placeOf(place)}` : `${own.length} from ${placeOf(place)}`));
  const hidden = settings.filter(({ shadows }) => shadows.length > 0);
  return [
    ...(set === 0 ? [] : [sentence(`${countOf(set, 'setting is set', 'settings are set')}, ${from.join(', ')}`)]),
    ...hidden.map(({ name, source, shadows }) =>
      sentence(`${name} from ${placeOf(source ?? '')} hides the one in ${shadows.join(' and ')}`),
    ),
  ];
}

function placeOf(source: string): string {
  const known: Readonly<Record<string, string>> = {
    environment: 'the environment',
    flag: 'the command line',
    sandbox: 'the sandbox',
    default: 'a default',
  };
  return known[source] ?? said(source);
}

/** All missing values, each with its variable, its flag and the place to find it. */
function missingSentences(missing: readonly Evidence['settings/missing'][]): string[] {
  const noFile = missing.find((one) => one.noFile)?.noFile;
  return [
    `PROBLEM. ${missing.length} values are missing.`,
    'Code: settings/missing',
    ...(noFile ? [sentence(noFileSentence(noFile)), ...fixSentences(nearFixes(noFile), { from: 0, to: Number.POSITIVE_INFINITY })] : []),
    ...missing.flatMap(({ field, emptyIn, hides = [], line }, at) => {
      const { name, flag, argument, where, url } = fieldOf(field);
      const hidden = hides.length > 0 ? [sentence(`${emptyIn} sets it to nothing, which hides ${hides.join(' and ')}`)] : [];
      const odd = line && hidden.length === 0 ? [sentence(oddSentence(field, line))] : [];
      return [
        `Missing value ${at + 1} of ${missing.length}: ${name}, or ${flag} ${argument}`,
        ...hidden,
        ...odd,
        sentence(where),
        ...(url ? [url] : []),
      ];
    }),
  ];
}

/** The spoken end: how many causes there are, and what to type for more. */
export function lastSentence(report: Report): string {
  const { diagnoses, exitCode, ok } = report;
  const count = (severity: Diagnosis['severity']): number => diagnoses.filter((one) => one.severity === severity).length;
  const [first] = diagnoses;
  const isEmpty = diagnoses.filter(({ code }) => code === 'settings/missing').length > 1;
  const more = isEmpty ? ' To fill them in, type: keyless setup' : first && !ok ? ` For more, type: keyless explain ${first.code}` : '';
  if (count('error') > 0) return `Finished. ${countOf(count('error'), 'thing')} to fix.${more}`;
  if (count('unknown') > 0) return `Finished. ${countOf(count('unknown'), 'thing')} could not be found out.${more}`;
  const warned =
    count('warning') > 0 ? ` ${countOf(count('warning'), 'warning')}${exitCode === 0 ? '' : ', which --strict counts as a failure'}.` : '';
  return `Finished. Everything works.${warned}${more}`;
}
