import { keylessCommand } from '../findings/keyless-command.js';
import { fieldOf } from '../settings/fields.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { option } from '../settings/shell-word.js';
import type { Args } from './args.js';

/** The same command, to be typed again: what it was given says which things it is about. */
export function provisionAgain(args: Args): string {
  const settings = [...args.settings].map(([name, text]) => option(fieldOf(name).flag, text));
  const decisions = [...args.decisions].flatMap(([flag, values]) => values.map((value) => option(flag, value)));
  const secret = args.secretFile === null ? [] : [option('--client-secret-file', args.secretFile)];
  const after = args.flags.has('--post-deployment') ? ['--post-deployment'] : [];
  const envFile = args.envFile === null ? null : hideSecretsIn(args.envFile);
  return keylessCommand({ envFile }, ['provision', ...after, ...[...settings, ...secret, ...decisions].map(hideSecretsIn)].join(' '));
}
