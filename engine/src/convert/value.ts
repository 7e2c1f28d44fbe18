import type { Converted } from './juel/index.ts'

/** An attribute of the `zeebe:` kind whose value is this text, also where the text begins like an expression. */
export const literalValue = (text: string): string => (text.startsWith('=') ? `=${JSON.stringify(text)}` : text)

/** The value of a `zeebe:` attribute; undefined when it cannot be converted. */
export function attributeValue(converted: Converted): string | undefined {
  if (converted.kind === 'text') return literalValue(converted.text)
  return converted.kind === 'feel' ? `=${converted.feel}` : undefined
}

/** As FEEL, a text in quotes; undefined when it cannot be converted. */
export function feelValue(converted: Converted): string | undefined {
  if (converted.kind === 'text') return JSON.stringify(converted.text)
  return converted.kind === 'feel' ? converted.feel : undefined
}

export const remarksOf = (converted: Converted) => (converted.kind === 'feel' ? converted.remarks : [])

/** Can a mapping put a value there? */
export const isVariableName = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)
