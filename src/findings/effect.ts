import { examples } from './examples.js';
import type { Code } from './finding.js';
import { finding } from './finding.js';
import { isForEntra, severityOf } from './severity.js';

/**
 * What a code does to its check and to the exit code, after the first table of docs/codes.md. `isMetByCheck` is false for what only writing
 * to Azure or a pasted text can meet: no token is accepted in spite of that.
 */
export function effectOf(code: Code, isMetByCheck: boolean): string {
  const found = finding(code, examples[code]);
  if (code.startsWith('tool/')) return 'A warning; it never fails a check.';
  if (code === 'settings/retired-api-version') return 'A warning, exit 0; where the version no longer answers the check fails, exit 2.';
  if (severityOf(found) === 'warning') return 'A warning, exit 0.';
  if (severityOf(found) === 'unknown') return 'It could not be found out, exit 3.';
  const exit = code === 'check/crashed' ? 4 : code.startsWith('settings/') ? 2 : 1;
  return `The check fails, exit ${exit}${isForEntra(found) && isMetByCheck ? '; a warning where Entra ID accepts the token all the same' : ''}.`;
}
