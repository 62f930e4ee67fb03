import { join } from 'node:path';
import { build } from 'rolldown';

/** Takes what they need once in a while out of the start of two libraries: to load a builtin, `process` above all, is dear where `require` does it. */
const lateBuiltins = {
  name: 'late-builtins',
  transform: {
    filter: { id: /[\\/]node_modules[\\/](commander|detect-libc)[\\/]/ },
    handler: (code) =>
      code
        .replace("const process = require('node:process');", '')
        .replace(
          /const childProcess = require\('(?:node:)?child_process'\);/,
          "const childProcess = new Proxy({}, { get: (_, name) => require('node:child_process')[name] });",
        ),
  },
};

// A module costs a process up to a millisecond to find, however small: what every command loads is one file, and so is what the main question loads besides.
// As CommonJS they cost less, and Node need not load its loader of ES modules, which is a tenth of an empty process.
await build({
  input: 'src/main.ts',
  platform: 'node',
  plugins: [lateBuiltins],
  external: /^@libsql\//,
  resolve: {
    alias: {
      '@neon-rs/load': join(import.meta.dirname, 'src', 'index', 'target.ts'),
      // The same parser as for Node, but it does not look into the environment at every lexeme, which is a tenth of reading.
      yaml: join(import.meta.dirname, 'node_modules', 'yaml', 'browser', 'index.js'),
    },
  },
  transform: { target: 'node20.19' },
  output: {
    dir: process.argv[2] ?? 'dist',
    format: 'cjs',
    cleanDir: true,
    minify: true,
    keepNames: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: {
      groups: [
        { name: 'start', tags: ['$initial'], priority: 2 },
        { name: 'question', test: /[\\/]commands[\\/]who-conditions\.ts$/, priority: 1 },
      ],
    },
  },
});
