import { inWords } from '../checks/duration.js';
import { capital } from '../findings/first-letter.js';
import { howLong } from '../findings/passes.js';
import { printable } from './printable.js';
import type { CheckDiagnosis } from './report.js';
import { differing } from './tried.js';
import type { Copy, Tried } from './tried.js';

/** What a wait is for, said once: for how long, and what is known of Azure's side. Nothing where nothing is waited for. */
export function waitingWords(tried: Tried): string[] {
  const cause = causeOf(tried);
  return cause && tried.pause !== null ? [howLong(cause.code), ...sideWords(tried)] : [];
}

/** Whether it is only time that is missing, or what Azure holds is not known: then nobody can tell. */
export function sideWords({ standing, copy, report }: Tried): string[] {
  if (standing === 'identical') return [`${beginning(copy)} holds the values of the token, so it is only time that is missing.`];
  if (standing !== 'unseen') return [];
  const fields = differing(report);
  if (copy && (fields.length > 0 || copy.isEmpty))
    return [
      `${beginning(copy)} ${copy.isEmpty ? 'holds no credential' : `differs in the ${fields.join(' and the ')}`}. It may be older than the change, so nothing here tells whether waiting helps.`,
    ];
  return ['What Azure holds now is not known here, so nothing tells whether the values are right and only time is missing.'];
}

/** What became of one try: a sentence, which may stand behind others, so that its first letter is small. */
export function triedWords(tried: Tried): string {
  const { standing, report, tries, copy } = tried;
  const cause = causeOf(tried);
  const code = cause?.code ?? '';
  switch (standing) {
    case 'green':
      return tries === 1 ? 'all is well.' : 'Azure has noticed the change. All is well.';
    case 'differs':
      return `waiting will not help: ${differenceWords(tried)}.`;
    case 'other':
      return `the cause is ${code}, which does not pass by itself.`;
    case 'late':
      return `stopped waiting, still ${code}.`;
    case 'lost':
      return `no answer this time (${code}).`;
    case 'identical':
    case 'unseen':
    case 'passes': {
      const read = copy?.isNew && tries > 1 ? ` ${beginning(copy)} has changed and was read again.` : '';
      const said = cause?.upstream?.code;
      return `still ${code}${said && report.checks.length > 0 ? `, ${said}` : ''}.${read}`;
    }
  }
}

/** What was read of Azure's side and when, by the clock of this machine; null where there is nothing to be read. */
export function copyWords({ copy, standing, report }: Tried): string | null {
  if (copy === null) return null;
  const fields = differing(report);
  const time = [copy.at.getHours(), copy.at.getMinutes(), copy.at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
  const what =
    standing === 'identical'
      ? 'holds the values of the token'
      : copy.isEmpty
        ? 'holds no credential'
        : fields.length > 0
          ? `differs in the ${fields.join(' and the ')}`
          : null;
  return what && `${beginning(copy)} ${what}, read ${time}`;
}

/** What to do where waiting has ended without being of use; null where the report itself says it. */
export function insteadWords({ standing, copy }: Tried): string | null {
  if (standing === 'late') return 'What has taken so long is hardly on its way: compare the values once more, or wait longer.';
  if (standing !== 'differs' || copy === null || nameOf(copy) === 'Azure') return null;
  return 'If Azure was changed after that, copy what it holds anew, or check without the copy.';
}

/** How far it is: `try 4, 1 m 12 s`. */
export function progressWords({ tries, elapsed }: Pick<Tried, 'tries' | 'elapsed'>): string {
  return `try ${tries}, ${inWords(elapsed)}`;
}

/** The fault that is waited for. A warning is none. */
export function causeOf({ report }: Pick<Tried, 'report'>): CheckDiagnosis | null {
  return report.diagnoses.find(({ severity }) => severity !== 'warning') ?? null;
}

function differenceWords({ report, copy }: Tried): string {
  const fields = differing(report);
  const from = copy === null ? 'Azure' : nameOf(copy);
  if (fields.length === 0) return `${from} holds no credential`;
  return `the ${fields.join(' and the ')} in ${from} and in the token differ`;
}

function beginning(copy: Copy | null): string {
  return copy === null ? 'Azure' : capital(nameOf(copy));
}

/** Azure where it was Azure itself that was read, else the copy by where it lies. */
function nameOf({ from }: Copy): string {
  if (from === 'sandbox' || from === 'az') return 'Azure';
  return from === 'screen' || from === 'environment' ? `the copy from the ${from}` : `the copy in ${printable(from)}`;
}
