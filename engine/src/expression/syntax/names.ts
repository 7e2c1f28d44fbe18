import { continuesName, endOfSpace, isNameSymbol } from './characters.ts'

/**
 * Names of more than one part (`first name`, `a-b`): FEEL can be read only by knowing them. The longest known name that
 * stands at a place wins (DMN 1.5, §10.3.1.2, rule 27 ff.). Names of a single part need no entry.
 */
export class KnownNames {
  private readonly root = emptyStep()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    const parts = partsOf(name)
    if (parts.length < 2) return
    let step = this.root
    for (const part of parts) {
      let next = step.next.get(part)
      if (!next) step.next.set(part, (next = emptyStep()))
      step = next
    }
    step.names.push(name)
  }

  /** Takes one addition of the name back. */
  remove(name: string): void {
    const parts = partsOf(name)
    if (parts.length < 2) return
    let step: Step | undefined = this.root
    for (const part of parts) step = step?.next.get(part)
    step?.names.pop()
  }

  /** The longest known name at `from`, as it was made known; undefined when there is none. */
  match(source: string, from: number): { name: string; to: number } | undefined {
    let best: { name: string; to: number } | undefined
    let at = from
    for (let step: Step | undefined = this.root; step && step.next.size > 0;) {
      const start = at === from ? at : endOfSpace(source, at)
      at = endOfPart(source, start)
      step = step.next.get(source.slice(start, at))
      const name = step?.names.at(-1)
      if (name !== undefined) best = { name, to: at }
    }
    return best
  }
}

/** Where one can be among the known names: the parts that may follow, and the names that end here, innermost last. */
interface Step {
  readonly next: Map<string, Step>
  readonly names: string[]
}

const emptyStep = (): Step => ({ next: new Map(), names: [] })

/** The end of the word or symbol at `from`; `from` itself where neither stands. */
function endOfPart(text: string, from: number): number {
  let end = from
  while (end < text.length && continuesName(text.charCodeAt(end))) end++
  return end === from && isNameSymbol(text.charCodeAt(from)) ? from + 1 : end
}

/** The words and symbols of a name; the white space between them does not matter. */
function partsOf(name: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < name.length;) {
    const end = endOfPart(name, at)
    if (end > at) parts.push(name.slice(at, end))
    at = Math.max(end, at + 1)
  }
  return parts
}

/** White space inside a name does not matter: one blank stands for any. */
export const normalName = (name: string): string => name.trim().replace(/\s+/g, ' ')
