import type { FeelFunction } from '../values/function.ts'
import { calendarFunctions } from './calendar.ts'
import { contextFunctions } from './context.ts'
import { conversionFunctions } from './conversion.ts'
import { listFunctions } from './list.ts'
import { numberFunctions } from './number.ts'
import { patternFunctions } from './pattern.ts'
import { rangeFunctions } from './range.ts'
import { rangeTextFunctions } from './rangeText.ts'
import { builtInFunction } from './signature.ts'
import { statisticsFunctions } from './statistics.ts'
import { stringFunctions } from './string.ts'
import { temporalFunctions } from './temporal.ts'

const families = [
  calendarFunctions,
  contextFunctions,
  conversionFunctions,
  listFunctions,
  numberFunctions,
  patternFunctions,
  rangeFunctions,
  rangeTextFunctions,
  statisticsFunctions,
  stringFunctions,
  temporalFunctions,
]

const functions: ReadonlyMap<string, FeelFunction> = new Map(
  families.flatMap((family) =>
    Object.entries(family).map(([name, signatures]) => [name, builtInFunction(name, signatures)] as const),
  ),
)

/** The function that every expression knows by this name. */
export const builtIn = (name: string): FeelFunction | undefined => functions.get(name)

export const builtInNames: readonly string[] = [...functions.keys()]
