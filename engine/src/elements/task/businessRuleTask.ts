import { decide } from '../../decision/decide.ts'
import { visibleVariables } from '../../step/scope.ts'
import { Trouble, type Behaviour } from '../behaviour.ts'
import { createJob } from '../job.ts'
import { textValue } from '../values.ts'

/** Makes a decision (DMN) at once, or leaves it to a job worker. */
export const businessRuleTask: Behaviour<'businessRuleTask'> = {
  enter(run, instance, node) {
    if (node.job) return createJob(run, instance, node.id, node.job)
    const { called, binding, versionTag, resultVariable } = node.decision!
    const decision = textValue(run, called, instance, 'decisionId')
    const bound = run.moment.decisions?.find({ decision, binding, ...(versionTag === undefined ? {} : { versionTag }) })
    if (!bound) throw new Trouble('decision-not-found', `Expected decision ${decision}, but it is not published`)
    const { element, process, version } = bound
    const variables = { ...run.moment.data, ...visibleVariables(run.state, instance) }
    const known = (name: string): unknown => (Object.hasOwn(variables, name) ? variables[name] : undefined)
    const decided = decide(element, known, run.moment)
    if (!decided.ok) throw new Trouble('decision-failed', `Decision ${element.label}: ${decided.trouble}`)
    const of = { decision: element.id, name: element.label, process, version }
    run.emit({ type: 'decisionMade', key: instance.key, element: node.id, ...of, fired: decided.fired })
    return run.deliver(instance, { [resultVariable]: decided.value })
  },
}
