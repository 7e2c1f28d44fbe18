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
  if (element.get('instantiate') === true) {
    const words = `${named(element)}: a gateway that starts a process cannot be executed`
    compiling.report('element-not-executable', element, 'instantiate', words, 'Use start events with these triggers')
  }
  return { type: 'eventBasedGateway' }
}
