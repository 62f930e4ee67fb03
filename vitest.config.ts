import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in build.js.
  resolve: { alias: { yaml: join(import.meta.dirname, 'node_modules', 'yaml', 'browser', 'index.js') } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/program.ts',
    // Loading the sources anew for each file would take as long as the tests.
    isolate: false,
    // Packages as Node imports them: a proxy in front of each would take its time at every call.
    deps: { interopDefault: false },
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
