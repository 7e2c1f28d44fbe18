import { fork } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { testPostgres } from '../../builders/postgres.ts'
import { figure, type Row } from '../measure.ts'

const warm = 3_000
const milliseconds = 6_000
const file = fileURLToPath(new URL('./nodeProcess.ts', import.meta.url))

/** Several nodes on one PostgreSQL beside one node: what they complete together, and the cores that they use. */
export async function severalNodes(): Promise<Row[]> {
  const postgres = await testPostgres()
  const one = await measure(await postgres.database(), 1)
  const three = await measure(await postgres.database(), 3)
  await postgres.stop()
  const cores = `${cpus().length} cores for nodes and database`
  const row = (name: string, value: number): Row => figure('runtime', `${name}, ${cores}`, value, 'commands/s')
  const together = row('3 nodes on PostgreSQL', three.rate)
  const ratio = Math.round((three.rate / one.rate) * 100) / 100
  return [
    row('1 node on PostgreSQL', one.rate),
    {
      ...together,
      baseline: '1 node',
      baselineValue: Math.round(one.rate),
      ratio,
      target: 2,
      met: ratio >= 2,
    },
    figure('runtime', 'cores that the JavaScript of 1 node uses', one.cpu, 'cores'),
    figure('runtime', 'cores that the JavaScript of 3 nodes uses', three.cpu, 'cores'),
  ]
}

async function measure(url: string, count: number): Promise<{ rate: number; cpu: number }> {
  const nodes = await Promise.all(Array.from({ length: count }, spawn))
  // One node migrates and publishes before the others look.
  const told = await Promise.all(nodes.map((node) => node.go(url)))
  return {
    rate: (told.reduce((sum, { commands }) => sum + commands, 0) * 1000) / milliseconds,
    cpu: told.reduce((sum, { cpu }) => sum + cpu, 0),
  }
}

interface Told {
  commands: number
  cpu: number
}

async function spawn() {
  const child = fork(file, { execArgv: ['--import', 'tsx'] })
  await new Promise((resolve) => child.once('message', resolve))
  return {
    go: (url: string): Promise<Told> =>
      new Promise((resolve, reject) => {
        child.once('message', (told) => resolve(told as Told))
        child.once('exit', (code) => reject(new Error(`A node ended with code ${code}`)))
        child.send({ url, warm, milliseconds })
      }),
  }
}
