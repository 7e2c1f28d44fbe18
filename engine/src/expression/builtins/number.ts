import type { Run } from '../run.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../values/duration.ts'
import { modulo } from '../values/decimal.ts'
import { round, type Rounding } from '../values/rounding.ts'
import { takes, type Family } from './signature.ts'

/** The scales that FEEL allows (DMN 1.5, table 75). */
const LOWEST = -6111
const HIGHEST = 6176

const rounding = (how: Rounding) => (n: number, places: number, run: Run) => {
  const scale = Math.trunc(places)
  run.spend(4)
  if (scale < LOWEST || scale > HIGHEST) return run.warn('wrong-arguments', `there is no scale of ${places}`)
  const result = round(n, scale, how)
  return Number.isFinite(result) ? result : run.warn('no-result', 'the rounded number is too large')
}

const rounds = (how: Rounding) => {
  const apply = rounding(how)
  return [takes('n: number, scale: number', ([n, scale]: [number, number], run) => apply(n, scale, run))]
}

const scaled = (how: Rounding) => {
  const apply = rounding(how)
  return [takes('n: number', ([n]: [number], run) => apply(n, 0, run)), ...rounds(how)]
}

const real = (name: string, compute: (n: number) => number) => [
  takes('number: number', ([n]: [number], run) => {
    const result = compute(n)
    return Number.isFinite(result) ? result : run.warn('no-result', `${name} of ${n} has no result`)
  }),
]

/** Numeric functions (DMN 1.5, §10.3.4.5). */
export const numberFunctions: Family = {
  decimal: rounds('half even'),
  floor: scaled('floor'),
  ceiling: scaled('ceiling'),
  'round up': rounds('up'),
  'round down': rounds('down'),
  'round half up': rounds('half up'),
  'round half down': rounds('half down'),
  abs: [
    takes('n: number|duration', ([n]: [number | DaysTimeDuration | YearsMonthsDuration]) => {
      if (typeof n === 'number') return Math.abs(n)
      return n instanceof DaysTimeDuration
        ? new DaysTimeDuration(Math.abs(n.seconds))
        : new YearsMonthsDuration(Math.abs(n.months))
    }),
  ],
  modulo: [
    takes('dividend: number, divisor: number', ([a, b]: [number, number], run) =>
      b === 0 ? run.warn('no-result', 'modulo has a divisor of 0') : modulo(a, b) + 0,
    ),
  ],
  sqrt: real('sqrt', Math.sqrt),
  log: real('log', Math.log),
  exp: real('exp', Math.exp),
  odd: [takes('number: number', ([n]: [number]) => Number.isInteger(n) && Math.abs(n % 2) === 1)],
  even: [takes('number: number', ([n]: [number]) => n % 2 === 0)],
}
