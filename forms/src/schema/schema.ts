/**
 * The form-js JSON schema (`.form` files), as far as it is shown and checked here. A string that starts with `=` is FEEL.
 * English stands in `properties`: `label.en`, `description.en`, `text.en`; the plain words are Chinese.
 */
export interface FormSchema {
  type: 'default'
  id: string
  schemaVersion?: number
  components: FormComponent[]
}

export type FormComponent =
  | TextField
  | NumberField
  | CheckboxField
  | ChoiceField
  | ChecklistField
  | DatetimeField
  | GroupComponent
  | ListComponent
  | TextComponent
  | SeparatorComponent

/** A component that holds one value. */
export type FieldComponent = TextField | NumberField | CheckboxField | ChoiceField | ChecklistField | DatetimeField

interface Common {
  id?: string
  /** The component is left out, and its value dropped, while this is true. */
  conditional?: { hide?: string }
  properties?: Record<string, string>
}

interface Field extends Common {
  /** Where the value lies in the data; dots lead into nested objects. */
  key: string
  label?: string
  description?: string
  /** `=` FEEL, or always. The value is shown and cannot be changed. */
  readonly?: boolean | string
  validate?: Validate
}

export interface Validate {
  required?: boolean
  /** FEEL: required only while this is true. */
  requiredWhen?: string
  minLength?: number
  maxLength?: number
  /** A regular expression that must be found in the text; anchor it to hold the whole text. */
  pattern?: string
  min?: number
  max?: number
}

export interface TextField extends Field {
  type: 'textfield' | 'textarea'
  defaultValue?: string
}

export interface NumberField extends Field {
  type: 'number'
  defaultValue?: number
  /** Digits after the point that are allowed; any when absent. */
  decimalDigits?: number
  increment?: number
}

export interface CheckboxField extends Field {
  type: 'checkbox'
  defaultValue?: boolean
}

export interface ChoiceField extends Field {
  type: 'radio' | 'select'
  values: Option[]
  defaultValue?: OptionValue
}

export interface ChecklistField extends Field {
  type: 'checklist'
  values: Option[]
  defaultValue?: OptionValue[]
}

/** Values are texts: `YYYY-MM-DD`, `HH:mm`, or `YYYY-MM-DDTHH:mm` by subtype. */
export interface DatetimeField extends Field {
  type: 'datetime'
  subtype?: 'date' | 'time' | 'datetime'
  dateLabel?: string
  timeLabel?: string
  defaultValue?: string
}

export type OptionValue = string | number | boolean

export interface Option {
  label: string
  value: OptionValue
  'label.en'?: string
  properties?: Record<string, string>
}

export interface GroupComponent extends Common {
  type: 'group'
  label?: string
  description?: string
  /** Prefix of the keys inside. */
  path?: string
  showOutline?: boolean
  components: FormComponent[]
}

/** Rows of the same fields; the value is an array of objects. */
export interface ListComponent extends Common {
  type: 'dynamiclist'
  path: string
  label?: string
  description?: string
  readonly?: boolean | string
  /** `required`: at least one row; `minLength`, `maxLength`: number of rows. */
  validate?: Pick<Validate, 'required' | 'requiredWhen' | 'minLength' | 'maxLength'>
  /** Rows to begin with when there is no value; 1 when absent. */
  defaultRepetitions?: number
  /** May rows be added and removed? Yes when absent. */
  allowAddRemove?: boolean
  isRepeating?: boolean
  components: FormComponent[]
}

/** Paragraphs separated by line breaks; a line that starts with `#` is a heading. */
export interface TextComponent extends Common {
  type: 'text'
  text: string
}

export interface SeparatorComponent extends Common {
  type: 'separator'
}

export const fieldTypes = [
  'textfield',
  'textarea',
  'number',
  'checkbox',
  'radio',
  'select',
  'checklist',
  'datetime',
] as const

const fields = new Set<string>(fieldTypes)

export const isField = (component: FormComponent): component is FieldComponent => fields.has(component.type)
