import { computed, onScopeDispose, shallowReactive } from 'vue'
import { matches } from './keys.ts'

/** Something a person can do now. The registry feeds the palette, the help and the keyboard alike. */
export interface Command {
  id: string
  /** Key of the words, e.g. `inbox.commands.next`. */
  label: string
  /** Values for the words, where they take any. */
  values?: () => Record<string, string>
  /** Area it belongs to; its heading in palette and help is `<scope>.title`. */
  scope: string
  /** e.g. `mod+k`, `j`, `shift+?`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys?: string
  /** The keys work in text fields and dialogs too; for combinations that write nothing. */
  everywhere?: boolean
  /** Hidden and without effect while this is false. */
  visible?: () => boolean
  run: () => unknown
}

const registered = shallowReactive(new Map<string, Command>())

export const visibleCommands = computed<readonly Command[]>(() =>
  [...registered.values()].filter((command) => command.visible?.() ?? true),
)

/** Offers commands for as long as the calling component lives. A later one with the same id takes over. */
export function useCommands(commands: readonly Command[]): void {
  for (const command of commands) registered.set(command.id, command)
  onScopeDispose(() => {
    for (const command of commands) if (registered.get(command.id) === command) registered.delete(command.id)
  })
}

/** Runs the command bound to a key press. Most rest while someone types or a dialog is open. */
export function runByKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false
  const command = visibleCommands.value.findLast((each) => each.keys !== undefined && matches(each.keys, event))
  if (!command || (!command.everywhere && (isTyping(event.target) || isDialogOpen()))) return false
  event.preventDefault()
  void command.run()
  return true
}

// The kit keeps closed dialogs in the page, so a modal counts only while it takes up room.
const isDialogOpen = (): boolean =>
  [...document.querySelectorAll('[aria-modal="true"]')].some((dialog) => dialog.getClientRects().length > 0)

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select, [role="combobox"], [role="textbox"]')
}
