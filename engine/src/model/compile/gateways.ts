import { body } from '../moddle.ts'
import type { CompileOwn } from './place.ts'

export const exclusiveGateway: CompileOwn<'exclusiveGateway'> = () => ({ type: 'exclusiveGateway' })

export const parallelGateway: CompileOwn<'parallelGateway'> = () => ({ type: 'parallelGateway' })

export const inclusiveGateway: CompileOwn<'inclusiveGateway'> = () => ({ type: 'inclusiveGateway' })

export const complexGateway: CompileOwn<'complexGateway'> = (element, { compiling }) => {
  const condition = body(element, 'activationCondition')
  const compiled = condition ? compiling.feel(element, 'activationCondition', condition) : undefined
  return { type: 'complexGateway', ...(compiled ? { activationCondition: compiled } : {}) }
}

export const eventBasedGateway: CompileOwn<'eventBasedGateway'> = (element) => ({
  type: 'eventBasedGateway',
  instantiate: element.get('instantiate') === true,
  parallel: element.get('eventGatewayType') === 'Parallel',
})
