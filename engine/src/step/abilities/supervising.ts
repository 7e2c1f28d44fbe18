import { type Run, Trouble } from '../../elements/behaviour.ts'
import { numberValue, textValue } from '../../elements/values.ts'
import type { CardDefinition, LimitDefinition, Node } from '../../model/graph.ts'
import { dayOf, isTimeProblem, parseDate } from '../../time/index.ts'
import type { Instance } from '../state.ts'

/** Starts the legal clock of an activity: its budget of days, counted from the day of entry or the day that it names. */
export function startClock(run: Run, instance: Instance, node: Node, limit: LimitDefinition): void {
  const unit = textValue(run, limit.unit, instance, 'unit')
  if (unit !== 'wd' && unit !== 'cd') {
    throw new Trouble('wrong-type', `Expected the unit of a limit to be wd or cd, but it is ${unit}`)
  }
  const on = limit.startsOn
    ? textValue(run, limit.startsOn, instance, 'startsOn')
    : dayOf(run.moment.at, run.moment.calendar.zone)
  const day = parseDate(on)
  if (isTimeProblem(day)) throw new Trouble('wrong-type', `startsOn of the limit: ${day.problem}`)
  run.emit({
    type: 'clockStarted',
    key: instance.key,
    n: numberValue(run, limit.value, instance, 'value'),
    unit,
    kind: limit.kind,
    name: node.name,
    basis: textValue(run, limit.basis, instance, 'basis'),
    on: day,
  })
}

export function raiseCard(run: Run, instance: Instance, node: Node, card: CardDefinition): void {
  const { colour, rule } = card
  const against = textValue(run, card.against, instance, 'against')
  run.emit({ type: 'cardRaised', key: instance.key, element: node.id, colour, rule, against })
}
