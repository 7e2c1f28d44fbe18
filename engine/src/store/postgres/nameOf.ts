/** Statements of the application that a connection keeps prepared; others are prepared each time. */
const most = 300
const names = new Map<string, string>()

/** The name under which a connection keeps a statement; undefined where enough are kept. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= most) return known
  const name = `later_${names.size}`
  names.set(text, name)
  return name
}
