import type { Graph } from '../graph.ts'
import { list, type ModdleElement } from '../moddle.ts'
import { hasErrors, type Problem } from '../problem.ts'
import { readModel } from '../read.ts'
import { Compiling } from './compiling.ts'
import { checkCalls, checkInterfaces } from './dataRules.ts'
import { refuseNotes } from './notes.ts'
import { compileProcess } from './process.ts'

export type CompiledModel =
  | { readonly ok: true; readonly graphs: readonly Graph[]; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** BPMN XML -> graphs, one an executable process. Refused as a whole when any problem is an error. */
export async function compile(xml: string): Promise<CompiledModel> {
  const { definitions, problems } = await readModel(xml)
  if (!definitions) return { ok: false, problems }
  const compiling = new Compiling()
  compiling.problems.push(...problems)
  const processes = list(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process')
  const executable = processes.filter((process) => process.get('isExecutable') === true)
  if (executable.length === 0) {
    compiling.report(
      'nothing-executable',
      processes[0] ?? definitions,
      'isExecutable',
      'No process of the file is marked as executable',
      'Mark the process as executable',
    )
  }
  const callable = list(definitions, 'rootElements').filter(({ $type }) => /^bpmn:(Process|Global\w*Task)$/.test($type))
  checkInterfaces(callable, compiling)
  refuseNotes(definitions, compiling)
  checkCalls(calls(processes), new Map(callable.map((element) => [element.id!, element])), compiling)
  const graphs = executable.map((process) => compileProcess(process, compiling))
  return hasErrors(compiling.problems)
    ? { ok: false, problems: compiling.problems }
    : { ok: true, graphs, problems: compiling.problems }
}

const calls = (containers: readonly ModdleElement[]): ModdleElement[] =>
  containers.flatMap((container) => {
    const inside = /^bpmn:(Process|(AdHoc)?SubProcess|Transaction)$/.test(container.$type)
      ? list(container, 'flowElements')
      : []
    return [...inside.filter(({ $type }) => $type === 'bpmn:CallActivity'), ...calls(inside)]
  })

/** What is wrong with the model; empty when it can be published. */
export const check = async (xml: string): Promise<readonly Problem[]> => (await compile(xml)).problems
