import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../architecture/checkout.ts'

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8')
const readmes = ['README.md', 'README.zh-CN.md']
const guides = readdirSync(join(checkout, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))
const documents = [...readmes, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...guides]

const examplesIn = (text: string): string[] => [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!)
/** What an example says that it prints: the comment behind each `console.log`. */
const promised = (code: string): string[] =>
  [...code.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, words]) => words!)

/** Runs a module inside this package, where the workspace's packages resolve. */
function run(code: string, name: string): string {
  const file = join(import.meta.dirname, `.${name}.example.mts`)
  writeFileSync(file, code)
  try {
    return execFileSync(process.execPath, ['--import', 'tsx', file], { cwd: import.meta.dirname, encoding: 'utf8' })
  } finally {
    rmSync(file)
  }
}

describe.each([...readmes, 'docs/embedding.md'])('%s', (path) => {
  const examples = examplesIn(read(path)).filter((code) => promised(code).length > 0)

  it('shows examples that run and print what they say', () => {
    expect(examples.length).toBeGreaterThan(0)
    for (const [index, code] of examples.entries()) {
      const printed = run(code, `${path.replaceAll(/\W/g, '-')}-${index}`)
      expect(printed.trimEnd().split('\n')).toEqual(promised(code))
    }
  }, 30_000)
})

it('shows the same example in both languages', () => {
  const [english, chinese] = readmes.map((path) => examplesIn(read(path)))
  expect(chinese).toEqual(english)
})

describe.each(documents)('%s', (path) => {
  it('links to files that exist', () => {
    const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
    const local = targets.filter((target) => !/^(https?:|#)/.test(target)).map((target) => target.split('#')[0]!)
    expect(local.filter((target) => !existsSync(join(checkout, dirname(path), target)))).toEqual([])
  })

  it('names files and folders that exist', () => {
    const named = [...read(path).matchAll(/`((?:engine|forms|server|designer|processes|tests|docs|\.ci)\/[\w./-]+)`/g)]
    const missing = named.map(([, file]) => file!).filter((file) => !existsSync(join(checkout, file)))
    expect(missing).toEqual([])
  })
})
