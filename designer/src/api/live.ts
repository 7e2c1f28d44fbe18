import type { LiveChange } from '@lianban/server/contract'
import { onScopeDispose } from 'vue'

type Listener = (change: LiveChange) => void

const listeners = new Set<Listener>()
let source: EventSource | undefined

/** Calls the listener on each change that the server tells, until the component ends. All share one connection. */
export function onLive(topics: readonly LiveChange['topic'][], listener: Listener): void {
  const entry: Listener = (change) => {
    if (topics.includes(change.topic)) listener(change)
  }
  listeners.add(entry)
  connect()
  onScopeDispose(() => {
    listeners.delete(entry)
    if (!listeners.size) disconnect()
  })
}

/** Reads again what is on the screen: names come from the server in the language of the screen. */
export function readAgain(): void {
  for (const topic of ['case', 'process', 'almanac', 'people'] as const)
    for (const listener of [...listeners]) listener({ topic })
}

function connect(): void {
  if (source) return
  source = new EventSource('/api/live')
  source.addEventListener('change', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as LiveChange
    for (const listener of [...listeners]) listener(change)
  })
}

function disconnect(): void {
  source?.close()
  source = undefined
}
