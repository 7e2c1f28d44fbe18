import type { MappedElement, MigrationMapping, MigrationPlan } from '@lianban/server/contract'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { onLive } from '../api/live.ts'
import { readMapping } from '../api/migrations.ts'
import { readVersion } from '../api/processes.ts'
import { choicesOf, targetOf, type Choices } from './plan.ts'

export interface Route {
  process: string
  from: number
  to: number
  /** Choices that were made before. */
  plan?: MigrationPlan
}

/** How cases go from one version to another: the proposal, what a person chooses, both drawings, and what is looked at. */
export function usePlan(route: Ref<Route | undefined>) {
  const mapping = shallowRef<MigrationMapping>()
  const choices = ref<Choices>({ ways: {}, flows: {}, dropCompensation: [], mappings: [] })
  const drawings = shallowRef<{ from: string; to: string }>()
  const problem = ref<unknown>()
  /** Element of the old version that the drawings show with where it goes. */
  const looked = ref<string>()

  async function load(): Promise<void> {
    const wanted = route.value
    mapping.value = undefined
    drawings.value = undefined
    looked.value = undefined
    problem.value = undefined
    if (!wanted || wanted.from === wanted.to) return
    const { process, from, to, plan } = wanted
    try {
      const [found, former, next] = await Promise.all([
        readMapping(process, from, to),
        readVersion(process, from),
        readVersion(process, to),
      ])
      if (wanted !== route.value) return
      choices.value = choicesOf(found, plan)
      drawings.value = { from: former.bundle.bpmn, to: next.bundle.bpmn }
      mapping.value = found
    } catch (trouble) {
      if (wanted === route.value) problem.value = trouble
    }
  }
  watch(route, load, { immediate: true })

  /** Names come in the language of the screen, and cases go on; what was chosen stays. */
  async function refresh(): Promise<void> {
    const wanted = route.value
    if (!wanted || !mapping.value) return
    const found = await readMapping(wanted.process, wanted.from, wanted.to).catch(() => undefined)
    if (found && wanted === route.value) mapping.value = found
  }
  onLive(['process'], () => void refresh())

  const byId = computed(() => new Map((mapping.value?.elements ?? []).map((one) => [one.element, one])))
  const nameOf = (element: string): string => byId.value.get(element)?.name ?? element
  const live = computed(() =>
    (mapping.value?.elements ?? []).flatMap((one) => (one.live > 0 ? [{ element: one.element, count: one.live }] : [])),
  )
  const shown = computed(() => {
    const to = looked.value === undefined ? undefined : targetOf(choices.value.ways[looked.value])
    return { from: looked.value === undefined ? [] : [looked.value], to: to === undefined ? [] : [to] }
  })

  /** Looks at what goes to this element of the new version. */
  function lookBack(element: string | null): void {
    const goesThere = ({ element: id }: MappedElement): boolean => targetOf(choices.value.ways[id]) === element
    looked.value = element === null ? undefined : mapping.value?.elements.find(goesThere)?.element
  }

  return { mapping, choices, drawings, problem, looked, shown, live, byId, nameOf, lookBack, load }
}
export type Plan = ReturnType<typeof usePlan>
