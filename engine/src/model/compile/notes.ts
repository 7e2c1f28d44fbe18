import { text, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

interface Described extends ModdleElement {
  readonly $descriptor: { readonly properties?: readonly { readonly name: string; readonly isReference?: boolean }[] }
}

const isElement = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && '$type' in value && '$descriptor' in value

/**
 * Refuses what a conversion has left for a person (`lianban:unconverted`), on whatever element of the file it stands: it
 * would otherwise be lost.
 */
export function refuseNotes(element: ModdleElement, compiling: Compiling): void {
  for (const { name, isReference } of (element as Described).$descriptor.properties ?? []) {
    if (isReference) continue
    for (const value of [element.get(name)].flat()) {
      if (!isElement(value)) continue
      if (value.$type === 'lianban:Unconverted') refuse(element.$parent ?? element, value, compiling)
      else refuseNotes(value, compiling)
    }
  }
}

function refuse(element: ModdleElement, note: ModdleElement, compiling: Compiling): void {
  const what = text(note, 'what') ?? 'something'
  compiling.report(
    'unconverted',
    element,
    what,
    `${what} of ${named(element)} has not been converted: ${text(note, 'text') ?? ''}`,
    'Decide what takes its place here, then delete the note',
  )
}
