import { readSchema, type FormSchema } from '@lianban/forms'

export type FormFile = { schema: FormSchema } | { trouble: string }

/** Reads a form-js file (`.form`, JSON). What is wrong with it is told in the words of the form's own check. */
export function readFormFile(text: string): FormFile {
  let source: unknown
  try {
    source = JSON.parse(text)
  } catch (error) {
    return { trouble: (error as SyntaxError).message }
  }
  const read = readSchema(source)
  if ('schema' in read) return read
  return { trouble: read.problems.map(({ path, words }) => (path ? `${path}: ${words}` : words)).join('\n') }
}
