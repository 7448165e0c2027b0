import { mkdir, rm } from 'node:fs/promises';

import { digest } from './digest.js';
import { draftPath } from './draft.js';
import type { DraftValues } from './draft.js';
import { replaceFile } from './replace-file.js';

/** Keeps the draft, for this user's eyes only. False when it could not be kept. */
export async function saveDraft(folder: string, envPath: string, envText: string | null, values: DraftValues): Promise<boolean> {
  const text = JSON.stringify({ over: digest(envText ?? ''), values: Object.fromEntries(values) });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = await draftPath(folder, envPath);
    return await replaceFile(path, Buffer.from(`${text}\n`), { former: null, isStillExpected: () => true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Always true: a draft that cannot be taken away is over a file that has changed since. */
export async function dropDraft(folder: string, envPath: string): Promise<boolean> {
  await rm(await draftPath(folder, envPath), { force: true }).catch(() => undefined);
  return true;
}
