import { applied, type FeelValue } from '../feel.ts'
import type { Run } from '../run.ts'
import type { Aggregation } from './table.ts'

const functions: Readonly<Record<Aggregation, string>> = { SUM: 'sum', MIN: 'min', MAX: 'max', COUNT: 'count' }

/** The aggregators of a collect table (DMN 1.5, 8.2.8), as FEEL's functions of the same name. */
export const aggregated = (aggregation: Aggregation, values: readonly FeelValue[], run: Run): FeelValue =>
  applied(functions[aggregation], values, run)
