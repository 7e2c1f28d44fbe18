import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, Run } from './case.ts'
import type { FoundCase } from './find.ts'
import { differences, observe, type Difference } from './observe.ts'
import { playStep } from './steps.ts'
import { openWorld, type World } from './world.ts'

/** A run as it went; without differences it has passed. */
export interface Played {
  /** Its number, or the id that the test file gives it. */
  readonly run: number | string
  readonly differences: readonly Difference[]
  readonly because: readonly string[]
}

export async function playCase({ folder, content }: FoundCase): Promise<Played[]> {
  const played: Played[] = []
  for (const [index, run] of content.runs.entries()) {
    try {
      played.push({ run: index + 1, ...(await playRun(folder, content, run)) })
    } catch (error) {
      const thrown = { what: 'the engine', expected: 'no exception', actual: String(error) }
      played.push({ run: index + 1, differences: [thrown], because: [] })
    }
  }
  return played
}

async function playRun(folder: string, content: Case, run: Run): Promise<Omit<Played, 'run'>> {
  const models = content.models ?? [content.model ?? 'model.bpmn']
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const decisions = (content.decisions ?? []).map((file) => [file, read(file)] as const)
  const world = await openWorld(models.map(read), Object.fromEntries(decisions))
  try {
    const trouble = world.problems.length === 0 ? await playSteps(world, content, run) : nameless(world, run)
    const observed = await observe(world, content.marks)
    return { differences: [...trouble, ...differences(run.then, observed)], because: observed.because }
  } finally {
    await world.runtime.close()
  }
}

async function playSteps(world: World, content: Case, run: Run): Promise<Difference[]> {
  for (const [index, step] of run.when.entries()) {
    const trouble = await playStep(world, step, content.process ?? '')
    if (trouble) return [{ what: `step ${index + 1}`, expected: step, actual: trouble }]
  }
  return []
}

/** A refusal is worth nothing unless it leads to the mistake: to an element, or to a line where the XML has no element. */
function nameless({ problems }: World, { then }: Run): Difference[] {
  const leads = problems.some(({ element, words }) => element !== undefined || /in line \d/.test(words))
  if (!then.outcome?.startsWith('refused') || leads) return []
  return [{ what: 'refusal', expected: 'a problem that names the element', actual: problems.map(({ words }) => words) }]
}
