import { registerHooks } from 'node:module';

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
if (action === 'loop') await saveForever();

/** All of one letter, then all of the other: a mixture could only be a file that was cut short. */
async function saveForever(): Promise<never> {
  for (;;) {
    const loaded = loadEnvFile(path);
    const text = loaded.ok ? loaded.text : '';
    await saveEnvFile(path, text.startsWith('A=a') ? text.replaceAll('a', 'b') : text.replaceAll('b', 'a'), { expected: text });
    process.stdout.write('.');
  }
}
