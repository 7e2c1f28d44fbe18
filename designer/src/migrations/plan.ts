import type { MappedElement, MigrationMapping, MigrationPlan } from '@lianban/server/contract'

/** Where an element goes: another element, one of the two ways out, or nothing that anybody has chosen yet. */
export type Way = `to:${string}` | 'ends' | 'dropTokens' | ''

/** What a person has chosen, or left as it was proposed. */
export interface Choices {
  ways: Record<string, Way>
  /** Flow of the old version at which tokens wait -> flow of the new one; none where the engine finds it. */
  flows: Record<string, string>
  dropCompensation: string[]
  mappings: { source: string; target: string }[]
}

/** The choices that a plan stands for; without a plan, what the engine proposes. */
export function choicesOf({ elements }: Pick<MigrationMapping, 'elements'>, plan?: MigrationPlan): Choices {
  const wayOf = ({ element, to, by }: MappedElement): Way => {
    if (plan?.ends?.includes(element)) return 'ends'
    if (plan?.dropTokens?.includes(element)) return 'dropTokens'
    const named = plan?.elements?.[element]
    if (named !== undefined) return `to:${named}`
    return to === undefined || (plan && by === 'structure') ? '' : `to:${to}`
  }
  return {
    ways: Object.fromEntries(elements.map((one) => [one.element, wayOf(one)])),
    flows: { ...plan?.flows },
    dropCompensation: [...(plan?.dropCompensation ?? [])],
    mappings: (plan?.mappings ?? []).map((one) => ({ ...one })),
  }
}

/** The plan of these choices: what keeps its id is not named. */
export function planOf({ ways, flows, dropCompensation, mappings }: Choices): MigrationPlan {
  const chosen = Object.entries(ways)
  const withWay = (way: Way): string[] => chosen.flatMap(([element, one]) => (one === way ? [element] : []))
  const moved = chosen.flatMap(([element, way]) => {
    const to = targetOf(way)
    return to === undefined || to === element ? [] : [[element, to] as const]
  })
  const plan: MigrationPlan = {
    elements: Object.fromEntries(moved),
    flows: Object.fromEntries(Object.entries(flows).filter(([, to]) => to !== '')),
    ends: withWay('ends'),
    dropTokens: withWay('dropTokens'),
    dropCompensation,
    mappings: mappings.filter(({ source, target }) => source.trim() !== '' && target.trim() !== ''),
  }
  const isEmpty = (part: object): boolean => Object.keys(part).length === 0
  return Object.fromEntries(Object.entries(plan).filter(([, part]) => !isEmpty(part as object)))
}

export const targetOf = (way: Way | undefined): string | undefined =>
  way?.startsWith('to:') ? way.slice('to:'.length) : undefined

/** A join holds tokens and no instances; a choice by events is an instance that waits. */
export const isJoin = ({ type }: Pick<MappedElement, 'type'>): boolean =>
  type.endsWith('Gateway') && type !== 'eventBasedGateway'

/** What lives somewhere and goes nowhere: the dry run will ask for it. */
export const undecided = ({ elements }: Pick<MigrationMapping, 'elements'>, { ways }: Choices): MappedElement[] =>
  elements.filter(({ element, live }) => live > 0 && ways[element] === '')

/** Rows that deserve a look, and those that stay as they are. */
export function split(elements: readonly MappedElement[]): { first: MappedElement[]; rest: MappedElement[] } {
  const first = elements.filter(({ live, by }) => live > 0 || by !== 'id')
  return { first, rest: elements.filter((one) => !first.includes(one)) }
}
