import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

import type { Machine } from './child-environment.js';

/**
 * The file behind the name of a program, by the rules of the platform; null where there is none. On Windows `az` is a batch file, and a
 * name that is not there would be asked of a shell, which answers in the language of the machine. The folder one stands in is never searched.
 */
export async function findProgram(name: string, { env, platform }: Machine, isThere = isProgram): Promise<string | null> {
  const isWindows = platform === 'win32';
  const path = isWindows ? win32 : posix;
  for (const folder of (env['PATH'] ?? '').split(path.delimiter).map((one) => (isWindows ? withoutQuotes(one) : one))) {
    if (folder === '') continue;
    for (const ending of isWindows ? endingsOf(env['PATHEXT']) : ['']) {
      const file = path.join(folder, name + ending);
      if (await isThere(file, isWindows)) return file;
    }
  }
  return null;
}

/** Whether Windows can give this program these arguments: cmd.exe, which runs a batch file, would read a second command behind a line break. */
export function isHandedOver(file: string, args: readonly string[]): boolean {
  return /\.(?:exe|com)$/i.test(file) || args.every((arg) => !/[\r\n]/.test(arg));
}

/** Without the endings of scripts that another program would have to be known for. */
const endings = ['.com', '.exe', '.bat', '.cmd'];

function endingsOf(named: string | undefined): string[] {
  const wanted = (named ?? '').split(';').filter((one) => endings.includes(one.toLowerCase()));
  return wanted.length > 0 ? wanted : endings;
}

function withoutQuotes(folder: string): string {
  return folder.replace(/^"(.*)"$/, '$1');
}

/** Windows knows a program by its ending. */
async function isProgram(file: string, isWindows: boolean): Promise<boolean> {
  try {
    if (!isWindows) await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
