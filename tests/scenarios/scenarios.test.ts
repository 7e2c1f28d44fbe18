import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { publishFolder } from '../builders/processFolder.ts'
import { testServer } from '../builders/server.ts'
import { tell, type Scenario } from './scenario.ts'

const processes = fileURLToPath(new URL('../../processes', import.meta.url))
const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

for (const process of readdirSync(processes)) {
  const folder = `${processes}/${process}/scenarios`
  const applications = read<Record<string, Record<string, unknown>>>(`${folder}/applications.json`)
  describe(`process ${process}`, () => {
    for (const name of readdirSync(folder).filter((file) => file !== 'applications.json')) {
      const scenario = read<Scenario>(`${folder}/${name}`)
      it(`${scenario.id}: ${scenario.title}`, async () => {
        const server = await testServer(scenario.clock)
        try {
          await publishFolder(await server.client('admin'), process)
          expect(await tell(scenario, server, applications)).toBe(scenario.steps.length)
        } finally {
          await server.close()
        }
      })
    }
  })
}
