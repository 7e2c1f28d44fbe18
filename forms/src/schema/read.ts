import { readComponents } from './readComponent.ts'
import { isObject } from './path.ts'
import { placesOf, isList, type Place } from './layout.ts'
import { problem, type SchemaProblem } from './schemaProblem.ts'
import type { FormSchema } from './schema.ts'

export type SchemaRead = { schema: FormSchema } | { problems: SchemaProblem[] }

/** Reads a parsed `.form` file. Whatever this platform would ignore is refused, so that no field is merely decorative. */
export function readSchema(source: unknown): SchemaRead {
  if (!isObject(source) || !Array.isArray(source['components'])) {
    return {
      problems: [
        problem(
          'schema',
          '',
          'Expected a form with `components`, but found something else.',
          'Open the file in a form editor and save it as a form.',
        ),
      ],
    }
  }
  const problems: SchemaProblem[] = []
  if (source['type'] !== 'default') {
    problems.push(
      problem('schema', 'type', 'Expected the form type `default`, but found another.', 'Set `type` to `default`.'),
    )
  }
  if (typeof source['id'] !== 'string' || source['id'] === '') {
    problems.push(
      problem('schema', 'id', 'Expected a form id, but there is none.', 'Give the form an id; tasks refer to it.'),
    )
  }
  readComponents(source['components'], 'components', 0, problems)
  if (problems.length > 0) return { problems }
  const schema = source as unknown as FormSchema
  const doubles = clashes(placesOf(schema))
  return doubles.length > 0 ? { problems: doubles } : { schema }
}

/** Keys that would overwrite each other: the same one twice, or a value where another key needs an object. */
function clashes(places: readonly Place[]): SchemaProblem[] {
  const keys = places.map((place) => place.path.join('.'))
  const own = keys.flatMap((key, i) => {
    const other = keys.find((k, j) => (j < i && k === key) || (j !== i && k.startsWith(`${key}.`)))
    if (other === undefined) return []
    return [
      problem(
        'duplicate',
        key,
        `The keys «${key}» and «${other}» overwrite each other.`,
        'Give each field a key of its own.',
      ),
    ]
  })
  return [...own, ...places.filter(isList).flatMap((list) => clashes(list.rows))]
}
