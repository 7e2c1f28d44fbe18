import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from './checkout.ts'
import { committedFiles } from './sources.ts'

const files = committedFiles()
const packages = ['designer', 'engine', 'forms', 'processes', 'server', 'tests']
const documents = [
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'docs',
]
const settings = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.json']
const dotfiles = ['.ci', '.gitignore', '.npmrc', '.oxlintrc.json', '.prettierignore']

/** Written by hand and read by people; drawings, forms and lock files are data. */
const written = files.filter((path) => /\.(ts|mjs|js|vue|css|html|md)$/.test(path))
const linesOf = (path: string): string[] => readFileSync(join(checkout, path), 'utf8').split('\n')

test('the top level holds the packages, the documents and the settings, and nothing else', () => {
  const topLevel = new Set(files.map((path) => path.split('/')[0] as string))
  const allowed = new Set([...packages, ...documents, ...settings, ...dotfiles])
  expect([...topLevel].filter((entry) => !allowed.has(entry))).toEqual([])
  expect([...packages, ...settings, 'README.md'].filter((entry) => !topLevel.has(entry))).toEqual([])
})

test('no file is longer than 500 lines, unless its head says why', () => {
  const tooLong = written.filter((path) => {
    const lines = linesOf(path)
    return lines.length > 501 && !/longer than 500 lines/i.test(lines.slice(0, 20).join(' '))
  })
  expect(tooLong).toEqual([])
})

test('nothing is left to do in comments', () => {
  // With a character class, so that this line does not find itself.
  const marks = /\b(TOD[O]|FIXM[E]|XX[X])\b/
  const left = written.flatMap((path) =>
    linesOf(path).flatMap((line, i) => (marks.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  )
  expect(left).toEqual([])
})
