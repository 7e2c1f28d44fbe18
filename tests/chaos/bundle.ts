import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The node of the simulation as one file of JavaScript, so that a thousand starts cost a thousand times little. */
export async function bundleNode(): Promise<{ file: string; remove: () => void }> {
  // Inside the package, where Node finds the drivers that stay outside of the file.
  const outDir = join(here, `../node_modules/.chaos/${process.pid}-${Date.now()}`)
  await build({
    configFile: false,
    root: here,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['better-sqlite3', 'pg', 'kysely'] },
    build: {
      ssr: join(here, 'node.ts'),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'node.mjs' } },
    },
  })
  // The thread of the store is a program of its own, looked for beside the file that starts it.
  copyFileSync(join(here, '../../engine/src/store/sqlite/writer.mjs'), join(outDir, 'writer.mjs'))
  return { file: join(outDir, 'node.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}
