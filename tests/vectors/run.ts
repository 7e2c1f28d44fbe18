/** `npm run vectors -- FILE`: a JSON array of vectors; prints what differs, and as its last line `N passed, N failed`. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { dueOf, type Vector } from './vectors.ts'

const [file] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('Expected a file: npm run vectors -- FILE\n')
  process.exit(2)
}
const vectors = JSON.parse(readFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), 'utf8')) as Vector[]
let failed = 0
for (const vector of vectors) {
  const due = ((): string | undefined => {
    try {
      return dueOf(vector)
    } catch (error) {
      return (error as Error).message
    }
  })()
  if (due === vector.due) continue
  failed++
  process.stdout.write(`✗ ${vector.id}: expected ${vector.due}, actual ${due ?? 'none'}\n`)
}
process.stdout.write(`${vectors.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
