import { dateAt } from '../../../expression/values/temporal.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../../../expression/values/duration.ts'
import { isOrdered, type Point, type Scale } from './cellSet.ts'
import type { Column } from './column.ts'
import type { Box, Space } from './space.ts'

/** A box in the signs of FEEL, without the inputs for which all values are meant: `area [5..10), kind "a"`. */
export function boxWords(box: Box, { columns, atoms }: Space, labels: readonly string[]): string {
  const parts = box.flatMap((inside, input) =>
    inside.length === atoms[input]!.length ? [] : [`${labels[input]} ${columnWords(columns[input]!, inside)}`],
  )
  return parts.join(', ') || 'all values'
}

function columnWords({ scale, marks }: Column, atoms: readonly number[]): string {
  if (isOrdered(scale))
    return runsOf(atoms)
      .map((run) => rangeWords(scale, marks, run))
      .join(' or ')
  return atoms.map((atom) => (atom < marks.length ? pointWords(scale, marks[atom]!) : 'any other')).join(' or ')
}

/** Neighbouring atoms together: the first and the last of each run. */
function runsOf(atoms: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const atom of atoms) {
    const last = runs.at(-1)
    if (last && last[1] === atom - 1) last[1] = atom
    else runs.push([atom, atom])
  }
  return runs
}

/** Odd atoms are marks, even ones lie between them. */
function rangeWords(scale: Scale, marks: Column['marks'], [first, last]: readonly [number, number]): string {
  const mark = (index: number): string => pointWords(scale, marks[index]!)
  if (first === last && first % 2 === 1) return mark((first - 1) / 2)
  const open = first === 0
  const endless = last === 2 * marks.length
  if (open) return endless ? 'all values' : last % 2 === 1 ? `<= ${mark((last - 1) / 2)}` : `< ${mark(last / 2)}`
  const from = first % 2 === 1 ? `[${mark((first - 1) / 2)}` : `(${mark(first / 2 - 1)}`
  if (endless) return first % 2 === 1 ? `>= ${from.slice(1)}` : `> ${from.slice(1)}`
  return `${from}..${last % 2 === 1 ? `${mark((last - 1) / 2)}]` : `${mark(last / 2)})`}`
}

function pointWords(scale: Scale, at: Point['at']): string {
  switch (scale) {
    case 'date':
      return String(dateAt(Number(at)))
    case 'days and time':
      return String(new DaysTimeDuration(Number(at)))
    case 'years and months':
      return String(new YearsMonthsDuration(Number(at)))
    default:
      return JSON.stringify(at)
  }
}
