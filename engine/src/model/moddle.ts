/** The part of bpmn-moddle's generic element that compiling needs. */
export interface ModdleElement {
  readonly $type: string
  readonly $parent?: ModdleElement
  readonly id?: string
  readonly name?: string
  get(property: string): unknown
}

export const list = (element: ModdleElement, property: string): readonly ModdleElement[] =>
  (element.get(property) as ModdleElement[] | undefined) ?? []

export const child = (element: ModdleElement, property: string): ModdleElement | undefined =>
  element.get(property) as ModdleElement | undefined

export const text = (element: ModdleElement, property: string): string | undefined => {
  const value = element.get(property)
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

/** Body of a tFormalExpression or tExpression. */
export const body = (element: ModdleElement, property: string): string | undefined => {
  const expression = child(element, property)
  return expression ? (text(expression, 'body')?.trim() ?? '') : undefined
}
