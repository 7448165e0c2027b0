import { fieldOf } from '../settings/fields.js';
import type { Field } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import { Secret } from '../settings/secret.js';
import type { SettingText } from '../settings/sources.js';
import type { Found } from '../ui/desk.js';
import { steps } from '../ui/setup/steps.js';
import type { Ground } from '../ui/state.js';
import type { Args } from './args.js';
import { reviewOf } from './desk-review.js';
import { isSame, textsOf } from './desk-texts.js';
import type { Drafts } from './drafts.js';
import { openDrafts } from './drafts.js';
import type { FoundSettings } from './found-settings.js';
import type { Io } from './io.js';

/** What a screen begins with: all that stands in its first frame. Nobody is asked for it, and no other program. */
export interface Outset {
  drafts: Drafts;
  ground: Ground;
}

type WithTexts = (texts: ReadonlyMap<FieldName, SettingText>) => FoundSettings;

/** Reads what is left to read. `withTexts` gives the same settings with other values. */
export async function openGround(args: Args, io: Io, found: FoundSettings, withTexts: WithTexts): Promise<Outset> {
  const drafts = await openDrafts(found, io.env);
  const ground: Ground = {
    version: io.tool.version,
    fields: asked,
    found: foundIn(found),
    draft: drafts.found,
    ...(await troubleOf(found)),
    isSandbox: found.isSandbox,
    lesson: null,
    start: startOf(args),
    review(values) {
      const texts = textsOf(values, found);
      return reviewOf(isSame(texts, found.texts) ? found : withTexts(texts));
    },
  };
  return { drafts, ground };
}

/** The screen that each command opens. */
function startOf({ command, flags }: Args): Ground['start'] {
  if (command === 'provision') return flags.has('--post-deployment') ? 'post-deployment' : 'provision';
  return command === 'setup' || command === 'check' || command === 'explain' || command === 'prompt' ? command : 'start';
}

/** The values of the wizard, step by step; the address of another cloud comes from elsewhere. */
const asked: readonly Field[] = steps.flatMap((step) => step.fields).map(fieldOf);

/** The values as they were found, with where they come from. */
export function foundIn({ texts }: Pick<FoundSettings, 'texts'>): Map<FieldName, Found> {
  return new Map(
    [...texts.values()].map(({ name, text, source, shadows }) => [
      name,
      { value: fieldOf(name).secret ? new Secret(text) : text, source, shadows },
    ]),
  );
}

/** The words for it are many, and seldom needed. */
async function troubleOf({ settings: { unreadable, problems } }: FoundSettings): Promise<Pick<Ground, 'trouble'>> {
  if (unreadable === null && !problems.some((problem) => problem.kind === 'missing' && problem.line)) return {};
  return (await import('./trouble.js')).troubleOf(unreadable, problems);
}
