import { constant } from '../../expression/constant.ts'
import type { Expression } from '../../expression/expression.ts'
import { compileFeel } from '../../expression/feel.ts'
import { china } from '../../time/index.ts'
import { child, list, text, type ModdleElement } from '../moddle.ts'
import type { Problem } from '../problem.ts'

/**
 * What compile functions share: problems, expressions, and the extension elements that were understood. An extension of
 * our namespaces that nobody asked for would be decoration, and is reported at the end.
 */
export class Compiling {
  readonly problems: Problem[] = []
  readonly #understood = new Set<ModdleElement>()

  report(code: string, element: ModdleElement, field: string | undefined, words: string, fix: string): void {
    const place = element.id === undefined ? {} : { element: element.id }
    this.problems.push({ code, severity: 'error', ...place, ...(field ? { field } : {}), words, fix })
  }

  /** The one extension element of this type, marked as understood. */
  extension(element: ModdleElement, type: string): ModdleElement | undefined {
    const found = this.extensions(element).find((extension) => extension.$type === type)
    if (found) this.#understood.add(found)
    return found
  }

  /** Every extension element of this type, marked as understood. */
  allExtensions(element: ModdleElement, type: string): readonly ModdleElement[] {
    const found = this.extensions(element).filter((extension) => extension.$type === type)
    for (const extension of found) this.#understood.add(extension)
    return found
  }

  extensions(element: ModdleElement): readonly ModdleElement[] {
    const holder = child(element, 'extensionElements')
    return holder ? list(holder, 'values') : []
  }

  /** Reports `zeebe:` and `lianban:` extensions of the element that no compile function has read. */
  leftOver(element: ModdleElement): void {
    for (const extension of this.extensions(element)) {
      if (!/^(zeebe|lianban|camunda):/.test(extension.$type) || this.#understood.has(extension)) continue
      if (extension.$type === 'lianban:Unconverted') continue
      this.report(
        'extension-ignored',
        element,
        extension.$type,
        `${named(element)} carries ${extension.$type}, which has no effect here`,
        'Remove it, or use an element that supports it',
      )
    }
  }

  /** FEEL, with or without a leading `=`. */
  feel(element: ModdleElement, field: string, source: string): Expression {
    const compiled = compileFeel(source.startsWith('=') ? source.slice(1) : source)
    if (compiled.ok) return compiled.expression
    this.report(
      'expression-invalid',
      element,
      field,
      `${field} of ${named(element)}: ${compiled.trouble}`,
      'Correct the expression',
    )
    return constant(null)
  }

  /** FEEL that must be true or false; one that reads nothing shows at once whether it is. */
  condition(element: ModdleElement, field: string, source: string): Expression {
    const expression = this.feel(element, field, source)
    const constantly =
      expression.names.length === 0 ? expression.evaluate(() => undefined, { at: 0, calendar: china }) : undefined
    if (constantly?.ok && typeof constantly.value !== 'boolean' && constantly.value !== null) {
      this.report(
        'condition-not-boolean',
        element,
        field,
        `${field} of ${named(element)} is always ${JSON.stringify(constantly.value)}, neither true nor false`,
        'Write a comparison',
      )
    }
    return expression
  }

  /** An attribute of the `zeebe:` kind: FEEL when it starts with `=`, else its own text. */
  value(element: ModdleElement, field: string, source: string): Expression {
    return source.startsWith('=') ? this.feel(element, field, source) : constant(source)
  }

  optional(element: ModdleElement, field: string, from: ModdleElement | undefined): Expression | undefined {
    const source = from && text(from, field)
    return source === undefined ? undefined : this.value(element, field, source)
  }

  /** A value that must be there. */
  required(element: ModdleElement, field: string, from: ModdleElement | undefined, fix: string): Expression {
    const found = this.optional(element, field, from)
    if (found) return found
    this.report('value-missing', element, field, `${named(element)} has no ${field}`, fix)
    return constant(null)
  }
}

export const named = (element: ModdleElement): string =>
  element.name ? `${element.name} (${element.id})` : (element.id ?? element.$type)
