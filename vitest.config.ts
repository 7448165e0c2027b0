import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/warm-az.ts'],
    include: [process.env['KEYLESS_PICTURES'] ? 'test/ui/pictures.ts' : 'test/**/*.test.{ts,tsx}'],
    // Tests wait more than they compute, so there are more files under way than cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // No file changes anything that another one in the same process could see, so the modules are loaded once in each process, not in each file.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is polled for has the time that a busy machine needs; a second is not that.
    expect: { poll: { timeout: 15_000 } },
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/test-results.json' }]],
  },
});
