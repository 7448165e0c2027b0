import { printable } from '../../report/printable.js';
import { isEvidence } from '../../settings/field-name.js';
import type { Standing } from './answers.js';
import { fold } from '../cells.js';
import type { Look } from '../look.js';
import { markOf } from '../look.js';
import type { FieldsScreen } from '../screens.js';
import { placeWords } from '../value-text.js';
import { remarkWords } from './remark-words.js';

/** What is known of the open field, most important first, in blocks that are shown whole or not at all. */
export function fieldDetails(standing: Standing, screen: FieldsScreen, { columns, paint }: Look): string[][] {
  const { field } = standing;
  const folded = (text: string): string[] => (text === '' ? [] : fold(printable(text), columns - 6));
  const dim = (text: string): string[] => folded(text).map((line) => paint('dim', line));
  const lead = leadOf(standing);
  const blocks = [
    remarkLines(standing, screen, { columns, paint }),
    dim(arrivalWords(standing, screen)),
    folded(lead + field.help),
    dim(field.where),
    dim(`Example: ${field.example}`),
  ];
  return blocks.filter((block) => block.length > 0);
}

/** What leaving it empty means, where it may be. */
function leadOf({ field: { name, required, default: usual }, isEmpty }: Standing): string {
  if (isEvidence(name))
    return `Paste what az identity federated-credential list prints, or the page of the portal: it fills all three. ${isEmpty ? 'With an empty line enter goes on, and nothing is compared. ' : ''}`;
  if (usual !== null) return `Empty means ${usual}. `;
  return required === 'never' ? 'Optional. ' : '';
}

/** What was found wrong when the field was last left; it says nothing of what is being typed since. */
function remarkLines(
  { remark }: Standing,
  { isChanged, isHeld }: FieldsScreen,
  { columns, paint }: Pick<Look, 'columns' | 'paint'>,
): string[] {
  if (!remark || isChanged) return [];
  const lines = fold(printable(isHeld ? `${remarkWords(remark)}; enter goes on all the same` : remarkWords(remark)), columns - 8);
  return lines.map((line, index) => `${index === 0 ? markOf(remark.status, paint) : ' '} ${line}`);
}

/** How the value came here. Of a secret its length is all that tells whether it arrived whole. */
function arrivalWords({ field, source, isEmpty }: Standing, { editor, isChanged, pasted }: FieldsScreen): string {
  if (editor === null) return `from ${placeWords(source)}, kept as it is; what you type replaces it`;
  if (pasted !== null) return `${pasted} characters arrived`;
  if (isChanged) return field.secret && editor.text !== '' ? `${editor.text.length} characters` : '';
  return isEmpty || source === 'typed' || source === 'default' ? '' : `from ${placeWords(source)}`;
}
