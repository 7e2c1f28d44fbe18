import type { JsonObject } from '@lianban/forms'

/** What was typed and has not reached the server yet, kept on this device. */
export interface LocalDraft {
  read: () => JsonObject | null
  /** False when the device has no room or forbids storage. */
  write: (data: JsonObject) => boolean
  clear: () => void
}

export function localDraft(
  key: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage,
): LocalDraft {
  return {
    read() {
      try {
        const data: unknown = JSON.parse(storage.getItem(key) ?? 'null')
        return typeof data === 'object' && !Array.isArray(data) ? (data as JsonObject | null) : null
      } catch {
        return null
      }
    },
    write(data) {
      try {
        storage.setItem(key, JSON.stringify(data))
        return true
      } catch {
        return false
      }
    },
    clear() {
      try {
        storage.removeItem(key)
      } catch {
        // Storage that may not be used holds nothing either.
      }
    },
  }
}
