import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createRedactor } from '../../src/chain/redact.js';
import type { Around } from '../../src/tools/drive.js';
import { emptyFolder } from '../support/binary.js';

/** A folder of programs by their names, each a script for `sh`; the PATH begins with it. */
export async function programs(scripts: Record<string, string>): Promise<{ folder: string; PATH: string }> {
  const folder = await emptyFolder();
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return { folder, PATH: `${folder}:/usr/bin:/bin` };
}

/** What tools are driven in, on a machine like this one. */
export function around(env: Around['env'], more: Partial<Around> = {}): Around {
  return { env, platform: 'linux', signal: new AbortController().signal, redactor: createRedactor([]), ...more };
}
