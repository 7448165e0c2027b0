import type { CheckId } from '../checks/check.js';
import type { CheckReport } from './report.js';

/**
 * The lines, up to the first that is still to come or that something later can change. Nothing can once Entra ID's word on the token
 * is there, the network reaches Entra ID or does not, and no version is in use of which only Azure OpenAI can say whether it answers.
 */
export function settled(checks: readonly CheckReport[], order: readonly CheckId[]): CheckReport[] {
  const finished = new Map(checks.map((check) => [check.id, check]));
  const isRetired = finished.get('settings.values')?.codes.includes('settings/retired-api-version');
  const isJudged = finished.has('entra.exchange') && finished.has('entra.tenant') && !isRetired;
  const lines: CheckReport[] = [];
  for (const id of order) {
    const check = finished.get(id);
    if (!check || (check.status !== 'pass' && !isJudged)) break;
    lines.push(check);
  }
  return lines;
}
