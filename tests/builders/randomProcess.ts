import fc from 'fast-check'
import { end, flow, line, model, start } from './bpmn.ts'

/** A sound, block-structured process: every split has its join, so every case of it must end. */
export type Block =
  | { readonly kind: 'task' | 'wait' | 'script' }
  | { readonly kind: 'sequence' | 'parallel' | 'exclusive' | 'inclusive'; readonly blocks: readonly Block[] }
  | { readonly kind: 'subProcess'; readonly inside: Block; readonly copies: number }

const leaf = fc.constantFrom<Block>({ kind: 'task' }, { kind: 'wait' }, { kind: 'script' })

export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('sequence' as const, 'parallel' as const, 'exclusive' as const, 'inclusive' as const),
      blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('subProcess' as const),
      inside: tie('block'),
      copies: fc.integer({ min: 0, max: 3 }),
    }),
  ),
})).block

const gateways = { parallel: 'parallelGateway', exclusive: 'exclusiveGateway', inclusive: 'inclusiveGateway' } as const

interface Drawn {
  readonly xml: string
  readonly first: string
  readonly last: string
}

/** Draws the block; `choices` decides the conditions, so that runs differ. */
function draw(from: Block, next: () => number): Drawn {
  const id = `n${next()}`
  switch (from.kind) {
    case 'task':
      return { xml: `<bpmn:task id="${id}"/>`, first: id, last: id }
    case 'script':
      return {
        xml: `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="=done + 1" resultVariable="done"/></bpmn:extensionElements></bpmn:scriptTask>`,
        first: id,
        last: id,
      }
    case 'wait':
      return {
        xml: `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="window"/></bpmn:extensionElements></bpmn:userTask>`,
        first: id,
        last: id,
      }
    case 'subProcess': {
      const inside = draw(from.inside, next)
      const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>${from.copies}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`
      const flows = line(`${id}s`, inside.first) + line(inside.last, `${id}e`)
      return {
        xml: `<bpmn:subProcess id="${id}">${loop}${start(`${id}s`)}${inside.xml}${end(`${id}e`)}${flows}</bpmn:subProcess>`,
        first: id,
        last: id,
      }
    }
    case 'sequence': {
      const drawn = from.blocks.map((inner) => draw(inner, next))
      const joints = drawn.slice(1).map((inner, index) => line(drawn[index]!.last, inner.first))
      return {
        xml: drawn.map(({ xml }) => xml).join('') + joints.join(''),
        first: drawn[0]!.first,
        last: drawn.at(-1)!.last,
      }
    }
    default: {
      const kind = gateways[from.kind]
      const drawn = from.blocks.map((inner) => draw(inner, next))
      const plain = from.kind === 'parallel'
      const flows = drawn.map((inner, index) => {
        const condition = plain || index === 0 ? undefined : `= modulo(choice + ${next()}, ${index + 2}) = 0`
        return flow(`${id}f`, inner.first, condition) + line(inner.last, `${id}j`)
      })
      const fallback = plain ? '' : ` default="${id}f_${drawn[0]!.first}"`
      const xml = `<bpmn:${kind} id="${id}f"${fallback}/><bpmn:${kind} id="${id}j"/>${drawn.map((inner) => inner.xml).join('')}${flows.join('')}`
      return { xml, first: `${id}f`, last: `${id}j` }
    }
  }
}

export function processOf(from: Block): string {
  let count = 0
  const drawn = draw(from, () => count++)
  return model('random', start(), drawn.xml, end(), line('start', drawn.first), line(drawn.last, 'end'))
}
