import { printable } from './printable.js';
import type { Report } from './report.js';

/** One annotation a diagnosis, in the form GitHub Actions reads from standard output (workflow commands, `::error`). */
export function annotations(report: Report): string {
  return report.diagnoses
    .map(({ severity, check, code, title, why }) => {
      const level = severity === 'error' ? 'error' : 'warning';
      return annotation(level, `${check} ${code}`, `${title}. ${printable(why)}`);
    })
    .join('');
}

/** One line that the runner takes for an annotation of the job. */
export function annotation(level: 'error' | 'warning', title: string, text: string): string {
  return `::${level} title=${property(title)}::${data(text)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
