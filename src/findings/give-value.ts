import { fieldOf } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Confidence, Fix, Where } from './explanation.js';
import { small } from './first-letter.js';
import { set, toDo } from './fix.js';

/** The help of the field as a sentence: the table has it without a verb. */
export function whatItIs(field: FieldName): string {
  const { help } = fieldOf(field);
  return `${field} is ${small(help)}`;
}

/** How to give a setting its value, and where the value is found. Whoever gave the example is not shown it again. */
export function giveValue(field: FieldName, confidence: Confidence, given: string | null = null): Fix[] {
  const { flag, argument, secret, example, default: usual, where, url } = fieldOf(field);
  const party: Where = field.startsWith('OIDC_') ? 'auth0' : 'azure';
  const isExample = given?.toLowerCase().includes(example.toLowerCase());
  const looks = secret ? ` It has ${example}.` : isExample ? '' : ` It looks like this: ${example}`;
  return [
    ...(usual ? [set('local', 'maybe', field, usual)] : []),
    toDo('local', confidence, `Set ${field} in the env file, or pass ${flag} ${argument}.${looks}`),
    // Some settings are not looked up anywhere; for them the table has a sentence in place of a path.
    where.includes(' › ') ? { kind: 'portal', where: party, confidence, path: where, url } : toDo('local', confidence, `${where}.`),
  ];
}
