import type { Field } from '../../settings/fields.js';
import type { Ground } from '../state.js';
import { isCredential } from './pasted-block.js';

/** The fields that have a number in the review; the three of the credential stand in one line behind them. */
export function numbered({ fields }: Pick<Ground, 'fields'>): readonly Field[] {
  return fields.filter(({ name }) => !isCredential(name));
}
