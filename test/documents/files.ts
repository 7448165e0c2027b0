import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../support/binary.js';

/** Every document for people, by its path in the repository. */
export const documents: readonly string[] = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file))
    .toSorted(),
);
