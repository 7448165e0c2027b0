import type { CheckReport } from '../../report/report.js';
import type { CheckScreen } from '../screens.js';
import type { Past } from '../state.js';

/** What of these lines is not printed yet. A heading is not printed twice. */
export function linesLeft({ checks, printed }: Pick<CheckScreen, 'checks' | 'printed'>, upTo: readonly CheckReport[] = checks): Past[] {
  const left = upTo.slice(printed);
  return left.length === 0 ? [] : [{ kind: 'checks', checks: left, after: upTo[printed - 1]?.group ?? null }];
}
