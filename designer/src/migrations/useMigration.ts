import type { Migration, MigrationObstacle } from '@lianban/server/contract'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { onLive } from '../api/live.ts'
import { listObstacles, pauseMigration, readMigration, runMigration } from '../api/migrations.ts'

/** How often a migration that is at work is asked how far it is. */
const interval = 700

/** One migration: how far it is, what stands in its way, and what can be done with it. */
export function useMigration(id: Ref<string>) {
  const migration = shallowRef<Migration>()
  const obstacles = shallowRef<MigrationObstacle[]>([])
  const problem = ref<unknown>()
  const busy = ref(false)
  /** Cases that stay where they are, though they could move. */
  const except = ref<string[]>([])
  let again: ReturnType<typeof setTimeout> | undefined

  const working = computed(() => migration.value?.state === 'trying' || migration.value?.state === 'running')
  /** Cases that were looked at or moved, of those that are to be. */
  const progress = computed(() => {
    const { state, counts = {}, total = 0 } = migration.value ?? {}
    const left = (state === 'trying' ? counts.waiting : counts.moves) ?? 0
    const aside = state === 'trying' ? 0 : (counts.choice ?? 0) + (counts.cannot ?? 0)
    return { done: total - aside - left, of: total - aside }
  })

  async function load(): Promise<void> {
    clearTimeout(again)
    const wanted = id.value
    try {
      const read = await readMigration(wanted)
      const stuck = read.state === 'trying' ? [] : await listObstacles(wanted)
      if (wanted !== id.value) return
      migration.value = read
      obstacles.value = stuck
      problem.value = undefined
      if (working.value) again = setTimeout(() => void load(), interval)
    } catch (trouble) {
      if (wanted === id.value) problem.value = trouble
    }
  }

  async function attempt<T>(deed: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    problem.value = undefined
    try {
      return await deed()
    } catch (trouble) {
      problem.value = trouble
      return undefined
    } finally {
      busy.value = false
    }
  }

  async function run(): Promise<void> {
    const stays = migration.value?.state === 'tried' ? except.value : []
    if (await attempt(() => runMigration(id.value, stays))) await load()
  }

  async function pause(): Promise<void> {
    if (await attempt(() => pauseMigration(id.value))) await load()
  }

  watch(
    id,
    () => {
      migration.value = undefined
      obstacles.value = []
      except.value = []
      void load()
    },
    { immediate: true },
  )
  onLive(['process'], () => void load())
  onScopeDispose(() => clearTimeout(again))

  return { migration, obstacles, problem, busy, except, working, progress, load, attempt, run, pause }
}
