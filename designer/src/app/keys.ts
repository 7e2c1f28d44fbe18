const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Does a key press fit a binding such as `mod+k`? Shift is only asked for where the binding names it. */
export function matches(binding: string, press: Press): boolean {
  const parts = binding.toLowerCase().split('+')
  const key = parts.at(-1) ?? ''
  const mod = press.ctrlKey || press.metaKey
  return (
    press.key.toLowerCase() === key &&
    mod === parts.includes('mod') &&
    press.altKey === parts.includes('alt') &&
    (!parts.includes('shift') || press.shiftKey)
  )
}

const signs: Record<string, string> = { enter: '↵', arrowup: '↑', arrowdown: '↓', escape: 'Esc', shift: '⇧' }

/** The parts of a binding as they are printed on the keyboard. */
export function keyCaps(binding: string): string[] {
  return binding.split('+').map((part) => {
    if (part === 'mod') return isMac() ? '⌘' : 'Ctrl'
    return signs[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part)
  })
}
