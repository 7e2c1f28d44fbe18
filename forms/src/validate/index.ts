export { validateForm, type FieldProblem, type Validated, type ValidateOptions } from './validateForm.ts'
export { initialData } from './initialData.ts'
export { visibleComponents, sightOf, type Sight, type Scope } from './visible.ts'
export type { FieldCode } from './messages.ts'
