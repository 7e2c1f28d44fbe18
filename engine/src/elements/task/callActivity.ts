import { visibleVariables } from '../../step/scope.ts'
import type { Behaviour } from '../behaviour.ts'
import { textValue } from '../values.ts'

/** Runs another process as a case of its own; the commands completeCall, failCall and throw bring its end. */
export const callActivity: Behaviour<'callActivity'> = {
  enter(run, instance, node) {
    const process = textValue(run, node.called, instance, 'processId')
    const called = `${run.state.case}~${instance.key}`
    const variables = node.allIn ? visibleVariables(run.state, instance) : (instance.variables ?? {})
    const tagged = node.versionTag === undefined ? {} : { versionTag: node.versionTag }
    run.emit({ type: 'callStarted', key: instance.key, element: node.id, process, called })
    run.effect({ type: 'call', key: instance.key, process, binding: node.binding, ...tagged, called, variables })
  },
}
