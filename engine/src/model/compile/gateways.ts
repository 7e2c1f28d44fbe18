import { body } from '../moddle.ts'
import { named } from './compiling.ts'
import type { CompileOwn } from './place.ts'

export const exclusiveGateway: CompileOwn<'exclusiveGateway'> = () => ({ type: 'exclusiveGateway' })

export const parallelGateway: CompileOwn<'parallelGateway'> = () => ({ type: 'parallelGateway' })

export const inclusiveGateway: CompileOwn<'inclusiveGateway'> = () => ({ type: 'inclusiveGateway' })

export const complexGateway: CompileOwn<'complexGateway'> = (element, { compiling }) => {
  const condition = body(element, 'activationCondition')
  const compiled = condition ? compiling.feel(element, 'activationCondition', condition) : undefined
  return { type: 'complexGateway', ...(compiled ? { activationCondition: compiled } : {}) }
}

export const eventBasedGateway: CompileOwn<'eventBasedGateway'> = (element, { compiling }) => {
  const instantiate = element.get('instantiate') === true
  const parallel = element.get('eventGatewayType') === 'Parallel'
  const report = (code: string, field: string, words: string, fix: string): void =>
    compiling.report(code, element, field, `${named(element)}${words}`, fix)
  if (parallel && !instantiate)
    report(
      'gateway-not-starting',
      'eventGatewayType',
      ': only a gateway that starts the process may wait for all its events',
      'Make it exclusive, or let it start the process',
    )
  if (instantiate && element.$parent?.$type !== 'bpmn:Process')
    report('gateway-start-misplaced', 'instantiate', ' starts no process here', 'Draw it at the top of a process')
  return { type: 'eventBasedGateway', instantiate, parallel }
}
