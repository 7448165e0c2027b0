// Bundles src/ into dist/: one entry for the program, one for the library, split so that each command loads what it needs.
// Everything is bundled, so the packed program has no dependency that could be missing or have moved.
import { rename, rm } from 'node:fs/promises';

import { build } from 'esbuild';

/** Ink imports a debugger that is not installed; the bundle must not look for it. */
const withoutInkDevtools = {
  name: 'without-ink-devtools',
  setup(bundle) {
    bundle.onLoad({ filter: /ink\/build\/devtools\.js$/ }, () => ({ contents: 'export {}', loader: 'js' }));
  },
};

// Built aside and put in place at the end, so that a program that is running meanwhile finds its chunks.
const aside = `dist.${process.pid}`;
await build({
  entryPoints: { start: 'src/process.ts', index: 'src/index.ts' },
  outdir: aside,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.21',
  chunkNames: 'chunks/[name]-[hash]',
  minify: true,
  // An error that nobody caught is printed with the line it was thrown in.
  lineLimit: 160,
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Some packages inside still call require() for modules of Node.
  banner: { js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);" },
  plugins: [withoutInkDevtools],
  logLevel: 'warning',
});
await rm('dist', { recursive: true, force: true });
await rename(aside, 'dist');
