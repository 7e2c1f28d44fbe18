import type { ModelProblem } from '@lianban/server/contract'
import type Modeler from 'bpmn-js/lib/Modeler'
import { service } from '../modeler/services.ts'

const type = 'lb-problems'

/** Puts a sign with the number of problems on each element concerned; `choose` is told when it is clicked. */
export function markProblems(
  modeler: Modeler,
  problems: readonly ModelProblem[],
  label: (count: number, errors: number) => string,
  choose: (problem: ModelProblem) => void,
): void {
  const overlays = service(modeler, 'overlays')
  const registry = service(modeler, 'elementRegistry')
  const root = service(modeler, 'canvas').getRootElement()
  overlays.remove({ type })
  for (const [id, own] of byElement(problems)) {
    const element = registry.get(id)
    if (!element || element === root) continue
    const errors = own.filter((problem) => problem.severity === 'error').length
    const mark = document.createElement('button')
    mark.type = 'button'
    mark.tabIndex = -1
    mark.className = `lb-badge ${errors ? 'lb-badge-incident' : 'lb-badge-warning'}`
    mark.textContent = `${errors ? '✕' : '▲'} ${own.length}`
    mark.title = label(own.length, errors)
    mark.addEventListener('click', () => own[0] && choose(own[0]))
    overlays.add(id, type, { position: { top: -10, left: -8 }, html: mark })
  }
}

function byElement(problems: readonly ModelProblem[]): Map<string, ModelProblem[]> {
  const found = new Map<string, ModelProblem[]>()
  for (const problem of problems) {
    if (problem.element) found.set(problem.element, [...(found.get(problem.element) ?? []), problem])
  }
  return found
}
