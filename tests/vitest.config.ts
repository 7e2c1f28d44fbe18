import { defineConfig } from 'vitest/config'
import { fileURLToPath } from 'node:url'

/** All tests that need no browser: unit tests beside the source, and the folders of `tests/` by kind. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    setupFiles: [fileURLToPath(new URL('setup.ts', import.meta.url))],
    // A loaded machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: [
      '{engine,forms,server,designer}/src/**/*.test.ts',
      'tests/{analyse,architecture,conformance,convert,correction,http,scenarios,stores,chaos,property,docs,vectors}/**/*.test.ts',
    ],
  },
})
