import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { check } from '@lianban/engine'
import { checkout } from '../architecture/checkout.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianban-convert-'))
  for (const name of ['camunda/invoice', 'camunda/errors', 'flowable/form-properties'])
    cpSync(join(checkout, `tests/convert/${name}.bpmn`), join(folder, `${name.split('/')[1]}.bpmn`))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function lianban(...words: string[]) {
  const command = join(checkout, 'server/bin/lianban.mjs')
  const { INIT_CWD: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd: folder,
    env: { ...env, INIT_CWD: folder },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const files = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()

it('writes the drawing and its forms into a folder, and says what became of each thing', async () => {
  const { status, stdout } = lianban('convert', 'invoice.bpmn', '--out', 'new')
  expect(status).toBe(0)
  expect(stdout).toContain('✓ invoice.bpmn is converted')
  expect(stdout).toContain('${approverGroup}  →  =approverGroup')
  const forms = ['new/forms/approve.form', 'new/forms/received.form', 'new/forms/review.form']
  expect(files()).toEqual(expect.arrayContaining(['new/invoice.bpmn', ...forms]))
  expect((await check(readFileSync(join(folder, 'new/invoice.bpmn'), 'utf8'))).map(({ code }) => code)).toEqual([])
  expect(JSON.parse(readFileSync(join(folder, forms[0]!), 'utf8'))).toMatchObject({ id: 'approve', type: 'default' })
})

it('leaves what exists alone, also its own input, unless it is forced', () => {
  const before = readFileSync(join(folder, 'invoice.bpmn'), 'utf8')
  const refused = lianban('convert', 'invoice.bpmn')
  expect(refused.status).toBe(1)
  expect(refused.stdout).toContain('Expected to write a new file, but invoice.bpmn exists')
  expect(readFileSync(join(folder, 'invoice.bpmn'), 'utf8')).toBe(before)
  expect(files()).not.toContain('forms')

  expect(lianban('convert', 'invoice.bpmn', '--force').status).toBe(0)
  expect(readFileSync(join(folder, 'invoice.bpmn'), 'utf8')).toContain('zeebe:calledDecision')
})

it('answers 1 and says what to do when something needs a person', () => {
  const { status, stdout } = lianban('convert', 'errors.bpmn', '--out', 'new', '--json')
  expect(status).toBe(1)
  const [report] = JSON.parse(stdout) as {
    clean: boolean
    written: string[]
    rows: { outcome: string; what: string }[]
  }[]
  expect(report).toMatchObject({ clean: false, written: ['new/errors.bpmn'] })
  expect(report!.rows).toContainEqual(
    expect.objectContaining({ element: 'caught', what: 'camunda:errorMessageVariable', outcome: 'unconverted' }),
  )
  expect(lianban('convert', 'errors.bpmn', '--out', 'again').stdout).toContain('to do: ')
})

it('goes on after a file that cannot be read, and writes the others', () => {
  const { status, stdout } = lianban('convert', 'nothing.bpmn', 'form-properties.bpmn', '--out', 'new')
  expect(status).toBe(1)
  expect(stdout).toContain('✗ nothing.bpmn was not converted')
  expect(files()).toEqual(expect.arrayContaining(['new/form-properties.bpmn', 'new/forms/ask.form']))
})

it('asks for a file', () => {
  const { status, stderr } = lianban('convert')
  expect([status, stderr]).toEqual([2, expect.stringContaining('npx lianban convert FILE.bpmn')])
})
