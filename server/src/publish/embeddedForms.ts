import { compile } from '@lianban/engine'
import type { Bundle } from '../contract/index.ts'

/** The bundle with the forms that stand inside its drawing (`zeebe:userTaskForm`); a form file of the same id comes first. */
export async function withEmbeddedForms(bundle: Bundle): Promise<Bundle> {
  const compiled = await compile(bundle.bpmn)
  if (!compiled.ok) return bundle
  const embedded = compiled.graphs.flatMap(({ forms }) => Object.entries(forms))
  if (embedded.length === 0) return bundle
  return {
    ...bundle,
    forms: { ...Object.fromEntries(embedded.map(([id, body]) => [id, schemaIn(body)])), ...bundle.forms },
  }
}

/** What cannot be read stays as it is, for the form check to name. */
function schemaIn(body: string): Bundle['forms'][string] {
  try {
    return JSON.parse(body) as Bundle['forms'][string]
  } catch {
    return body as never
  }
}
