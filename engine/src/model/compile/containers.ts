import { named } from './compiling.ts'
import type { CompileOwn } from './place.ts'

export const subProcess: CompileOwn<'subProcess'> = (element, { compiling, starts }) => {
  if (element.get('triggeredByEvent') === true) {
    compiling.report(
      'element-not-executable',
      element,
      'triggeredByEvent',
      `${named(element)}: event sub-processes cannot be executed`,
      'Use a boundary event',
    )
  }
  const inside = starts(element)
  if (inside.length !== 1) {
    compiling.report(
      'start-unclear',
      element,
      undefined,
      `Expected one start event in ${named(element)}, but it has ${inside.length}`,
      'Draw exactly one start event inside',
    )
  }
  return { type: 'subProcess', starts: inside }
}
