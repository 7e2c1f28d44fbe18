import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import { checkout } from './checkout.ts'

export interface Bundle {
  /** One ES module. */
  readonly code: string
  /** What it would still load. */
  readonly imports: readonly string[]
  /** `module imported by file` for each module of Node that something imports: a browser has none of them. */
  readonly builtins: readonly string[]
}

/** The pure engine, as a web page would bundle it. */
export async function bundleEngine(entry = join(checkout, 'engine/src/index.ts')): Promise<Bundle> {
  const builtins: string[] = []
  const watch: Plugin = {
    name: 'builtins',
    enforce: 'pre',
    resolveId(source, importer) {
      if (isBuiltin(source)) builtins.push(`${source} imported by ${importer}`)
      return null
    },
  }
  const built = await build({
    configFile: false,
    root: checkout,
    logLevel: 'silent',
    plugins: [watch],
    build: {
      target: 'es2022',
      write: false,
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output.filter((part) => 'code' in part) : []))
  const [chunk, ...others] = chunks
  if (!chunk || others.length > 0) throw new Error(`Expected one file, but vite gave ${chunks.length}`)
  return { code: chunk.code, imports: [...chunk.imports, ...chunk.dynamicImports], builtins }
}
