import type { FieldName } from '../settings/field-name.js';
import type { OddLine } from '../settings/profile.js';
import { fieldOf } from '../settings/fields.js';
import { deploymentChoices } from './deployment.js';
import type { Explanation, Fix } from './explanation.js';
import type { Evidence } from './finding.js';
import { run, set, toDo } from './fix.js';
import { giveValue, whatItIs } from './give-value.js';
import { oddSentence } from './odd-line.js';
import { nearFixes, noFileSentence } from './no-file.js';
import { listed, quote, quoteAll } from './quote.js';

type MissingEvidence = Evidence['settings/missing'];

/** Words for a setting that nothing sets, with what was found in its place. */
export function missingWords(evidence: MissingEvidence): Explanation {
  const { field, available = [] } = evidence;
  const { required } = fieldOf(field);
  const effect = required === 'completion' ? ' Without it everything else is checked, and no completion is asked for.' : '';
  const found = available.length > 0 ? ` The resource has ${quoteAll(available)}.` : '';
  return {
    title: isHidden(evidence) ? `${field} is set to nothing` : `${field} is missing`,
    why: `${whatItIs(field)} ${whyNotSet(evidence)}${effect}${found}${evidence.pasted ? ` From the address you pasted: ${quote(evidence.pasted)}.` : ''}`,
    fix: missingFixes(evidence),
    docs: [],
  };
}

function isHidden({ hides = [] }: MissingEvidence): boolean {
  return hides.length > 0;
}

function whyNotSet(evidence: MissingEvidence): string {
  const { field, emptyIn = '', hides = [], line } = evidence;
  if (isHidden(evidence)) return `The ${emptyIn} sets it to nothing, and that hides the value in ${listed(hides)}.`;
  if (line) return `${oddSentence(field, line)} No flag and no variable sets it.`;
  if (evidence.noFile) return `${noFileSentence(evidence.noFile)} No flag and no variable sets it.`;
  return 'No flag, no variable and no line of the env file sets it.';
}

function rewriting(field: FieldName, { number, odd, sets }: OddLine): string {
  if (odd !== 'other-name') return `Write line ${number} of the env file as ${field}=VALUE.`;
  return `Call it ${field} in line ${number} of the env file. Where another program reads ${sets ?? 'that name'}, add a second line with the same value.`;
}

function missingFixes(evidence: MissingEvidence): Fix[] {
  const { field, emptyIn, available = [], line, pasted, noFile } = evidence;
  const unhide =
    emptyIn === 'flag' ? toDo('local', 'certain', `Leave ${fieldOf(field).flag} out.`) : run('local', 'certain', `unset ${field}`);
  const rewrite = line ? [toDo('local', 'certain', rewriting(field, line))] : [];
  return [
    ...(isHidden(evidence) ? [unhide] : rewrite),
    ...(noFile ? nearFixes(noFile) : []),
    // The address from the portal names it; it is for the person to say whether that one is meant.
    ...(pasted ? [set('local', 'likely', field, pasted)] : []),
    ...giveValue(field, pasted ? 'likely' : 'certain'),
    run('local', pasted ? 'likely' : 'certain', 'keyless setup'),
    ...deploymentChoices(available, null),
  ];
}
