import type { ModdleElement } from '../model/moddle.ts'
import { everything, type Settable } from './walk.ts'

/**
 * Names that the parser has given a prefix of its own, because a file uses a prefix of the standard for another namespace:
 * the reader keeps them, but nobody can write them.
 */
export const strangersIn =
  (xml: string) =>
  (name: string): boolean => {
    const prefix = /^(ns\d+):/.exec(name)?.[1]
    return prefix !== undefined && !xml.includes(`xmlns:${prefix}=`)
  }

/** Takes them out; the scan of the file has found them too, and reports them. */
export function withoutStrangers(definitions: ModdleElement, isStranger: (name: string) => boolean): void {
  for (const element of everything(definitions)) {
    const attrs = (element as Settable).$attrs ?? {}
    for (const name of Object.keys(attrs)) if (isStranger(name)) delete attrs[name]
    const values = (element.get('extensionElements') as ModdleElement | undefined)?.get('values') as
      ModdleElement[] | undefined
    const kept = values?.filter((value) => !isStranger(value.$type))
    if (values && kept && kept.length < values.length) values.splice(0, values.length, ...kept)
  }
}
