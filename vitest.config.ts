import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [process.env['KEYLESS_PICTURES'] ? 'test/ui/pictures.ts' : 'test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/test-results.json' }]],
  },
});
