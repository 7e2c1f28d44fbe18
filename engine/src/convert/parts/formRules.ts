import type { ModdleElement } from '../../model/moddle.ts'
import type { Conversion } from '../conversion.ts'
import { asXml, take, takeChildren, takeWhole, type VendorElement } from '../source.ts'

export interface Rules {
  readonly readonly: boolean
  readonly validate: Readonly<Record<string, unknown>>
}

const numbers: Readonly<Record<string, string>> = {
  minlength: 'minLength',
  maxlength: 'maxLength',
  min: 'min',
  max: 'max',
}

/** The validation of a field: what form-js can say; own validators need a person. */
export function constraints(conversion: Conversion, element: ModdleElement, field: VendorElement): Rules {
  const validate: Record<string, unknown> = {}
  let readonly = false
  for (const constraint of takeChildren(field, 'validation').flatMap((holder) => takeChildren(holder, 'constraint'))) {
    const source = asXml(constraint)
    const name = take(constraint, 'name') ?? ''
    const config = take(constraint, 'config')
    const rule = Object.hasOwn(numbers, name) ? numbers[name] : undefined
    const limit = Number(config)
    if (rule !== undefined && config !== undefined && Number.isFinite(limit)) validate[rule] = limit
    else if (name === 'required' || name === 'readonly') {
      if (config === 'false') continue
      if (name === 'readonly') readonly = true
      else validate['required'] = true
    } else {
      takeWhole(constraint)
      conversion.unconverted(element, `${field.what}/${constraint.what}`, 'field-rule', source)
    }
  }
  return { readonly, validate }
}
