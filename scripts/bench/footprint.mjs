import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { Unavailable, install } from './place.mjs';

/** What `npm install` leaves behind, in an empty prefix, of the tarball that npm would publish. */
export const footprint = {
  name: 'footprint',
  rounds: 3,
  rows: [
    { name: 'installed', what: 'installed size', unit: 'MB', bar: { of: 'most', most: 2 } },
    { name: 'packages', what: 'installed packages, this one included', unit: 'packages', bar: { of: 'most', most: 2 } },
    { name: 'install', what: '`npm install` of the tarball, nothing fetched', unit: 'ms' },
  ],
  async take({ place }) {
    if (place.installed === null) throw new Unavailable('a program that was named is not installed');
    const { prefix, ms } = await install(place, place.installed.tarball);
    const folder = join(prefix, 'node_modules');
    const { packages } = JSON.parse(await readFile(join(folder, '.package-lock.json'), 'utf8'));
    return {
      installed: { value: (await bytesIn(folder)) / 1e6 },
      packages: { value: Object.keys(packages).length },
      install: { value: ms },
    };
  },
};

/** Of all files of the packages; not of npm's own note of what it installed. */
async function bytesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== '.package-lock.json');
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
