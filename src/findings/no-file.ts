import { isSlip } from '../settings/near-files.js';
import type { NoFile } from '../settings/profile.js';
import type { Fix } from './explanation.js';
import { run } from './fix.js';
import { envFileOption } from './keyless-command.js';
import { quote, quoteAll } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** That there is no env file, and what lies in its place. */
export function noFileSentence({ path, near }: NoFile): string {
  const beside = near.length === 0 ? '' : `, and beside it ${near.length === 1 ? 'lies' : 'lie'} ${quoteAll(near)}`;
  return `There is no ${path === '.env' ? '.env here' : quote(path)}${beside}.`;
}

/** A slip in the name is put right; any other name is one to be told. */
export function nearFixes({ path, near }: NoFile): Fix[] {
  return near.map((name) =>
    run(
      'local',
      'likely',
      isSlip(name) && /(?:^|[\\/])\.env$/.test(path) ? `mv ${argument(name)} ${argument(path)}` : `keyless check ${envFileOption(name)}`,
    ),
  );
}

function argument(path: string): string {
  return shellWord(path.startsWith('-') ? `./${path}` : path);
}
