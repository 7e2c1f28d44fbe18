import type { ModdleElement } from '../../modeler/services.ts'

/** What a conversion has left for a person, and the element that carries it. */
export interface Note {
  readonly holder: ModdleElement
  readonly note: ModdleElement
}

const valuesOf = (holder: ModdleElement): readonly ModdleElement[] => {
  const extensions = holder.get('extensionElements') as ModdleElement | undefined
  return (extensions?.get('values') as ModdleElement[] | undefined) ?? []
}

const own = (holder: ModdleElement): Note[] =>
  valuesOf(holder).flatMap((note) => (note.$type === 'lianban:Unconverted' ? [{ holder, note }] : []))

/**
 * The notes of the element. The process, or the collaboration around it, also shows those of what has no shape of its own:
 * messages, signals, errors and the file. A participant shows those of its process.
 */
export function notesOf(element: ModdleElement): readonly Note[] {
  if (element.$type === 'bpmn:Participant') {
    const process = element.get('processRef') as ModdleElement | undefined
    return [...own(element), ...(process ? own(process) : [])]
  }
  if (element.$type !== 'bpmn:Process' && element.$type !== 'bpmn:Collaboration') return own(element)
  const definitions = element.$parent
  if (!definitions) return own(element)
  const roots = (definitions.get('rootElements') as ModdleElement[]).filter(
    (root) => root !== element && root.$type !== 'bpmn:Process' && root.$type !== 'bpmn:Collaboration',
  )
  return [...own(element), ...own(definitions), ...roots.flatMap(own)]
}

/** The extension elements of the holder without this note; none when nothing else is left. */
export const withoutNote = ({ holder, note }: Note): readonly ModdleElement[] =>
  valuesOf(holder).filter((value) => value !== note)
