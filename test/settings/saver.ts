import crypto from 'node:crypto';
import { readdirSync, statSync, symlinkSync } from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';

// The sources import each other as `.js`, which is what they are once they are built.
registerHooks({
  resolve: (specifier, context, next) => next(specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier, context),
});
const { loadEnvFile } = await import('../../src/settings/env-load.js');
const { saveEnvFile } = await import('../../src/settings/env-store.js');

const [action, path = '', uid = ''] = process.argv.slice(2);
if (uid !== '') process.setuid?.(Number(uid));
if (action === 'load') process.stdout.write(JSON.stringify(loadEnvFile(path)));
if (action === 'save') process.stdout.write(JSON.stringify(await saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' })));
if (action === 'planted') process.stdout.write(JSON.stringify(await savePlanted()));
if (action === 'watched') process.stdout.write(JSON.stringify(await saveWatched()));

/** Somebody has guessed the name of the file that is written beside it, and has put a link there. */
async function savePlanted(): Promise<unknown> {
  const guess = '00000000-0000-4000-8000-000000000000' as const;
  crypto.randomUUID = () => guess;
  syncBuiltinESMExports();
  symlinkSync('victim', `${path}.keyless-${guess}`);
  return saveEnvFile(path, 'A=2\n', { expected: 'A=1\n' });
}

/** The modes of what stands beside it while it is written, under a umask that takes nothing. */
async function saveWatched(): Promise<unknown> {
  process.umask(0);
  const modes: number[] = [];
  const look = (): void => {
    for (const name of readdirSync(dirname(path)).filter((one) => one.includes('.keyless-')))
      modes.push((statSync(join(dirname(path), name), { throwIfNoEntry: false })?.mode ?? 0) & 0o777);
  };
  const watcher = setInterval(look, 0);
  const saved = await saveEnvFile(path, `A=${'2'.repeat(20_000_000)}\n`, { expected: 'A=1\n' });
  clearInterval(watcher);
  return { saved, modes };
}
