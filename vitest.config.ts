import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Packages as they are for their users: what some have for their developers checks all that it is given, at twice the time.
process.env.NODE_ENV = 'production';

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
