/** What is wrong with a form file, where (`components[2].values`), and how to mend it. */
export interface SchemaProblem {
  code: 'schema' | 'component' | 'key' | 'duplicate' | 'expression' | 'pattern' | 'option'
  path: string
  words: string
  fix: string
}

export function problem(code: SchemaProblem['code'], path: string, words: string, fix: string): SchemaProblem {
  return { code, path, words, fix }
}
