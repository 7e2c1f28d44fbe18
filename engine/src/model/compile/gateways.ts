import type { CompileOwn } from './place.ts'

export const exclusiveGateway: CompileOwn<'exclusiveGateway'> = () => ({ type: 'exclusiveGateway' })

export const parallelGateway: CompileOwn<'parallelGateway'> = () => ({ type: 'parallelGateway' })
