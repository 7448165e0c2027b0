import type { Dirent } from 'node:fs';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { secretKindIn } from './secrecy.js';

/** Files beside an env file that is not there, any of which may be the one that is meant: those with a slip in the name first. */
export function nearFiles(path: string): string[] {
  const folder = dirname(path);
  const entries = entriesIn(folder);
  // Nothing is looked at but the names.
  const names = entries.filter((entry) => !entry.isDirectory() && isNear(entry.name)).map(({ name }) => name);
  const paths = names.toSorted().map((name) => (folder === '.' ? name : join(folder, name)));
  return [...paths.filter(isSlip), ...paths.filter((one) => !isSlip(one))].slice(0, most);
}

/** None where it cannot be read: whoever asked has another problem already. */
function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether the name is meant for `.env` and has a slip, as editors and other systems make one: `.env.txt`, `env`. */
export function isSlip(path: string): boolean {
  return !/(?:^|[\\/])\.env$/.test(path) && /(?:^|[\\/])(?:\.env(?:\.txt)+|[_.]?env(?:\.txt)?|\.?dot-?env)$/i.test(path);
}

const most = 4;

function isNear(name: string): boolean {
  return near.test(name) && !forOthers.test(name) && secretKindIn(name) === null;
}

const near = /^(?:\.env[\w. -]{0,40}|[_.]?(?:dot-?)?env(?:\.(?:txt|local|dev|development|prod|production|test))?|[\w-]{1,40}\.env)$/i;
/** Samples hold no values of one's own, and other programs have such files, too. */
const forOthers = /[._-](?:samples?|examples?|templates?|tpl|dist|defaults?|sandbox|vault|keys|me|swp)\b/i;
