import { onBeforeUnmount } from 'vue'

const commits = new Set<() => void>()

/** Fields hold what is typed for a moment; this lets a save or a departure ask for it at once. */
export function holdsTyping(commit: () => void): void {
  commits.add(commit)
  onBeforeUnmount(() => {
    commit()
    commits.delete(commit)
  })
}

export function flushFields(): void {
  for (const commit of commits) commit()
}

let pressed = false
document.addEventListener('pointerdown', () => (pressed = true), true)
document.addEventListener('pointerup', () => (pressed = false), true)

/**
 * Runs at once, or after the click that is under way: a change redraws the context pad, and a button that is replaced
 * between press and release would never be clicked.
 */
export function afterClick(run: () => void): void {
  if (pressed) document.addEventListener('pointerup', () => setTimeout(run), { once: true })
  else run()
}
