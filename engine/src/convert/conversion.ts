import type { ModdleElement } from '../model/moddle.ts'
import { juelToFeel, type Converted, type Kinds } from './juel/index.ts'
import type { Row } from './row.ts'
import { asXml, takeWhole, type VendorElement } from './source.ts'
import { addExtension } from './target.ts'
import type { Settable } from './walk.ts'
import type { RemarkCode, RowCode } from './words/codes.ts'

export interface More {
  readonly to?: string
  readonly detail?: string
  readonly remarks?: readonly RemarkCode[]
}

/** A form in the schema of form-js, made from the fields that stood in the drawing. */
export interface GeneratedForm {
  readonly type: 'default'
  readonly id: string
  readonly components: readonly Readonly<Record<string, unknown>>[]
}

/** The conversion of one file: what was said about it so far. */
export class Conversion {
  readonly rows: Row[] = []
  readonly forms: Record<string, GeneratedForm> = {}
  readonly definitions: ModdleElement
  readonly kinds: Kinds
  /** Elements that others have taken the place of; references to them are redirected at the end. */
  readonly successors = new Map<ModdleElement, ModdleElement>()

  constructor(definitions: ModdleElement, kinds: Kinds) {
    this.definitions = definitions
    this.kinds = kinds
  }

  converted(at: ModdleElement, what: string, code: RowCode, from: string, more: More = {}): void {
    this.#row(at, what, 'converted', code, from, more)
  }

  dropped(at: ModdleElement, what: string, code: RowCode, from: string, more: More = {}): void {
    this.#row(at, what, 'dropped', code, from, more)
  }

  /**
   * Needs a person. A note with the original stays in the drawing, which is not published before the note has been deleted
   * there by hand.
   */
  unconverted(at: ModdleElement, what: string, code: RowCode, from: string, more: More = {}): void {
    this.unconvertedInPlace(at, what, code, from, more)
    addExtension(noted(at) ?? this.definitions, 'lianban:Unconverted', { what, code, text: from })
  }

  /** The same for what stays where it stood: a place of the standard, where the check refuses it. */
  unconvertedInPlace(at: ModdleElement, what: string, code: RowCode, from: string, more: More = {}): void {
    this.#row(at, what, 'unconverted', code, from, more)
  }

  /** A whole extension element that needs a person. */
  unconvertedElement(at: ModdleElement, element: VendorElement, code: RowCode, more: More = {}): void {
    takeWhole(element)
    this.unconverted(at, element.what, code, asXml(element), more)
  }

  /** A whole extension element without a meaning here. */
  droppedElement(at: ModdleElement, element: VendorElement, code: RowCode): void {
    takeWhole(element)
    this.dropped(at, element.what, code, asXml(element))
  }

  /** The element that has taken the place of this one, else this one. */
  standing(element: ModdleElement): ModdleElement {
    return this.successors.get(element) ?? element
  }

  replace(element: ModdleElement, by: ModdleElement): void {
    this.successors.set(element, by)
  }

  juel(source: string): Converted {
    return juelToFeel(source, this.kinds)
  }

  #row(at: ModdleElement, what: string, outcome: Row['outcome'], code: RowCode, from: string, more: More): void {
    const place = placeOf(at)
    const name = place?.name ? { name: place.name } : {}
    const remarks = more.remarks && more.remarks.length > 0 ? { remarks: more.remarks } : {}
    const given = {
      ...(more.to === undefined ? {} : { to: more.to }),
      ...(more.detail === undefined ? {} : { detail: more.detail }),
    }
    this.rows.push({ element: place?.id ?? '', ...name, what, outcome, code, from, ...given, ...remarks })
  }
}

const isBase = ({ $type }: ModdleElement): boolean =>
  $type.startsWith('bpmn:') && !/^bpmn:(Extension|Import)/.test($type)

/** The nearest element around that a person can find: it has an id and stands in the drawing or in the list of roots. */
export function placeOf(element: ModdleElement): ModdleElement | undefined {
  for (let at: ModdleElement | undefined = element; at; at = (at as Settable).$parent)
    if (isBase(at) && at.id !== undefined && isPlace(at)) return at
  return undefined
}

const isPlace = ({ $type }: ModdleElement): boolean =>
  !/(Definition|Expression|Characteristics|Specification|Assignment|Input|Output|InputSet|OutputSet|Property|Definitions)$/.test(
    $type,
  ) || $type === 'bpmn:ItemDefinition'

/** Where a note can stand. */
const noted = (element: ModdleElement): ModdleElement | undefined => placeOf(element)
