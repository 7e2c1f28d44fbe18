const focusable = 'input, textarea, select, button, [tabindex]:not([tabindex="-1"])'

/**
 * Leads to the field that carries a problem: opens what hides it, brings it into view and focuses it. Without such a field
 * (it may be a technical one that is not shown), the first field of the panel gets the focus.
 */
export function focusField(panel: HTMLElement | undefined, field: string | undefined): void {
  const named = field ? panel?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`) : null
  const target = named ?? panel?.querySelector<HTMLElement>('[data-field]')
  if (!target) return
  for (let at: HTMLElement | null = target; at && at !== panel; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true
  }
  target.scrollIntoView({ block: 'center' })
  target.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
}
