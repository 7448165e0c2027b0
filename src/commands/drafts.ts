import { draftFolder, loadDraft } from '../settings/draft.js';
import type { DraftValues } from '../settings/draft.js';
import { keylessCommand } from '../findings/keyless-command.js';
import type { FieldName } from '../settings/field-name.js';
import { showable } from '../settings/secrecy.js';
import { Secret } from '../settings/secret.js';
import type { Value, Values } from '../ui/desk.js';
import type { Io } from './io.js';
import type { FoundSettings } from './found-settings.js';

/** Remembers what is typed on the screen until it is written, so that leaving loses nothing but the secret. */
export interface Drafts {
  /** What was left last time. */
  found: DraftValues;
  keep(values: Values): void;
  /** All is written: this is the file's text now. */
  drop(fileText: string): void;
  /** Once all is kept: what to say of it on leaving; null when there is nothing that was not written. */
  farewell(): Promise<string | null>;
}

/** Pretend values are not worth keeping, so a sandbox has no drafts. */
export async function openDrafts(
  { isSandbox, envPath, envText, texts }: Pick<FoundSettings, 'isSandbox' | 'envPath' | 'envText' | 'texts'>,
  env: Io['env'],
): Promise<Drafts> {
  const folder = isSandbox ? null : draftFolder(env);
  const found = folder ? await loadDraft(folder, envPath, envText) : new Map<FieldName, string>();
  let over = envText;
  let isAnyKept = found.size > 0;
  let underway: Promise<boolean> = Promise.resolve(true);
  let latest: Values = new Map();
  let written: Values = new Map();
  // A field that was emptied again where nothing stood before says nothing.
  const isSaying = (name: FieldName, { length }: Value): boolean => length > 0 || Boolean(texts.get(name)?.text) || written.has(name);
  const unwritten = (): Values => new Map([...latest].filter(([name, value]) => written.get(name) !== value && isSaying(name, value)));
  return {
    found,
    keep(values) {
      latest = isSandbox ? new Map() : values;
      const draft = worthKeeping(unwritten());
      if (!folder || (draft.size === 0 && !isAnyKept)) return;
      const file = over;
      isAnyKept = draft.size > 0;
      underway = Promise.all([saving(), underway]).then(([{ saveDraft, dropDraft }]) =>
        draft.size > 0 ? saveDraft(folder, envPath, file, draft) : dropDraft(folder, envPath),
      );
    },
    drop(fileText) {
      [written, over, isAnyKept] = [latest, fileText, false];
      if (folder) underway = Promise.all([saving(), underway]).then(([{ dropDraft }]) => dropDraft(folder, envPath));
    },
    async farewell() {
      const isKept = (await underway) && folder !== null;
      const left = unwritten();
      return left.size === 0
        ? null
        : farewellTo(left, {
            again: keylessCommand({ envFile: envPath === '.env' ? null : envPath }, 'setup'),
            isKept,
            isAnyWritten: written.size > 0,
          });
    },
  };
}

/** Nobody waits for it before the first value is typed. */
function saving(): Promise<typeof import('../settings/draft-save.js')> {
  return import('../settings/draft-save.js');
}

function farewellTo(left: Values, { again, isKept, isAnyWritten }: { again: string; isKept: boolean; isAnyWritten: boolean }): string {
  const typed = isAnyWritten ? 'What you typed since is not written.' : 'Nothing was written.';
  if (!isKept) return `${typed} It could not be kept either.`;
  const hasSecret = [...left.values()].some((value) => value instanceof Secret && value.length > 0);
  return `${typed} What you typed is kept${hasSecret ? ', but not the secret' : ''}: ${again} goes on from there.`;
}

/** Neither a secret nor what looks like one in the wrong field. */
function worthKeeping(values: Values): DraftValues {
  const plain = [...values].filter((entry): entry is [FieldName, string] => typeof entry[1] === 'string' && showable(entry[1]) !== null);
  return new Map(plain);
}
