import type { JsonObject } from '@lianban/forms'
import type { LocalDraft } from './localDraft.ts'

/**
 * `local`: kept on this device only, the server could not be reached. `refused`: kept on this device only, the server would
 * not have it. `unsafe`: only on the screen.
 */
export type DraftState = 'clean' | 'typing' | 'saving' | 'saved' | 'local' | 'refused' | 'unsafe'

export interface DraftSaver {
  /** Notes what was typed; it reaches the device at once and the server after a pause. */
  note: (data: JsonObject) => void
  /** Sends what is waiting now; resolves when the server has it or could not be reached. */
  flush: () => Promise<void>
  /** The form was sent: nothing is left to save. */
  finish: () => void
  /** Sends what is waiting while the page is being closed. */
  leave: () => void
}

export interface DraftPorts {
  local: LocalDraft
  send: (data: JsonObject, keepalive: boolean) => Promise<void>
  tell: (state: DraftState) => void
  /** Would trying again later be in vain? */
  isFinal?: (trouble: unknown) => boolean
  pause?: number
}

/**
 * Saves a draft in the background: one request at a time, always the latest data, tried again until the server has it.
 * Nothing is checked on the way: a draft may be as unfinished as it is.
 */
export function draftSaver({ local, send, tell, isFinal = () => false, pause = 800 }: DraftPorts): DraftSaver {
  let waiting: JsonObject | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | undefined
  let kept = true
  let over = false

  const schedule = (after: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), after)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (sending) await sending
    if (waiting && !over) await (sending ??= sendLatest())
  }

  async function sendLatest(): Promise<void> {
    const data = waiting
    if (!data) return
    tell('saving')
    try {
      await send(data, false)
      if (waiting === data) {
        waiting = undefined
        local.clear()
        if (!over) tell('saved')
      }
    } catch (trouble) {
      if (over) return
      tell(!kept ? 'unsafe' : isFinal(trouble) ? 'refused' : 'local')
      if (!isFinal(trouble)) schedule(10_000)
    } finally {
      sending = undefined
    }
  }

  return {
    note(data) {
      if (over) return
      waiting = data
      kept = local.write(data)
      tell('typing')
      schedule(pause)
    },
    flush,
    finish() {
      over = true
      waiting = undefined
      clearTimeout(timer)
      local.clear()
    },
    leave() {
      clearTimeout(timer)
      if (waiting && !over) void send(waiting, true).then(local.clear, () => undefined)
    },
  }
}
