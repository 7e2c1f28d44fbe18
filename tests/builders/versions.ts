import fc from 'fast-check'
import { happening, withInner, type Happening } from './randomEvents.ts'

/** What somebody does to a drawing between two versions; `at` and `with` choose the place and what comes there. */
export interface Edit {
  readonly what: 'rename' | 'remove' | 'insert' | 'replace' | 'time' | 'unwrap' | 'interrupt' | 'copies'
  readonly at: number
  readonly with: Happening
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('rename', 'remove', 'insert', 'replace', 'time', 'unwrap', 'interrupt', 'copies'),
  at: fc.nat(40),
  with: happening,
})

/** The drawing after the edits; parts that are not touched keep their ids. */
export const edited = (drawing: Happening, edits: readonly Edit[]): Happening =>
  edits.reduce((before, one, index) => editOnce(before, one, `e${index}`), drawing)

function editOnce(drawing: Happening, { what, at, with: other }: Edit, mark: string): Happening {
  const places = countParts(drawing)
  let place = 0
  const visit = (part: Happening): Happening => {
    const here = place++ === at % places
    const inner = withInner(part, visit)
    return here ? changed(inner, what, other, mark) : inner
  }
  return visit(drawing)
}

function countParts(part: Happening): number {
  let count = 1
  withInner(part, (inner) => {
    count += countParts(inner)
    return inner
  })
  return count
}

function changed(part: Happening, what: Edit['what'], other: Happening, mark: string): Happening {
  const fresh = renamed(other, mark)
  switch (what) {
    case 'rename':
      return { ...part, id: `${part.id}${mark}` }
    case 'remove':
      return 'parts' in part && part.kind !== 'race' && part.parts.length > 1
        ? { ...part, parts: part.parts.slice(1) }
        : part
    case 'insert':
      return 'parts' in part && part.kind !== 'race' ? { ...part, parts: [...part.parts, fresh] } : part
    case 'replace':
      return fresh
    case 'time':
      return 'on' in part && part.on === 'timer' ? { ...part, hours: 2 } : part
    case 'unwrap':
      return 'aside' in part ? part.inside : part
    case 'interrupt':
      return 'aside' in part ? { ...part, interrupting: !part.interrupting } : part
    case 'copies':
      return 'copies' in part ? { ...part, copies: part.copies + 1 } : part
  }
}

function renamed(part: Happening, mark: string): Happening {
  let count = 0
  const visit = (inner: Happening): Happening => ({ ...withInner(inner, visit), id: `${mark}x${count++}` })
  return visit(part)
}
