import type { FieldName } from '../settings/field-name.js';
import type { Place } from './open.js';

/** Mends a sandbox, and gives the place as it is seen then: the credential read again, and no token of before. */
export function mendPlace(place: Place): { place: Place; sentence: string } {
  const { sandbox } = place;
  if (!sandbox) return { place, sentence: 'Only what is pretend can be mended from here.' };
  const { sentence } = sandbox.mend();
  const texts = new Map(place.texts);
  for (const name of heldByAzure) {
    const text = sandbox.settings[name];
    // What the person has typed over it is theirs.
    if (text !== '' && texts.get(name)?.source !== 'screen') texts.set(name, { name, text, source: 'sandbox', shadows: [] });
  }
  const mended = place.withTexts(texts, place.envText);
  // Auth0 may have changed too, and a token of before the change would hide that.
  mended.session?.forget();
  return { place: mended, sentence };
}

const heldByAzure = [
  'AZURE_FEDERATED_ISSUER',
  'AZURE_FEDERATED_SUBJECT',
  'AZURE_FEDERATED_AUDIENCE',
] as const satisfies readonly FieldName[];
