// The process of stand-in.mjs. It runs the sandbox as it stands in src/, of which Node takes the types away by itself; only the files
// have another ending than the imports say, and the model is the bench's own.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const model = new URL('stand-in-model.mjs', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.endsWith('/stand-in-model.js')) return { url: model, shortCircuit: true };
    const source = /^\..*\.js$/.test(specifier) ? new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL) : null;
    return source && existsSync(fileURLToPath(source)) ? { url: source.href, shortCircuit: true } : next(specifier, context);
  },
});

const { startSandbox } = await import('../../src/sandbox/start.ts');
const { prepareClients } = await import('../../src/sandbox/clients.ts');
const place = await startSandbox({ delayMs: Number(process.argv[2]) });
const { settings, reach } = await prepareClients(place, process.cwd());
process.on('message', () => process.send(place.requests.map(({ party, method, path, by }) => ({ party, method, path, by }))));
process.on('disconnect', () => process.exit());
process.send({ settings, reach });
