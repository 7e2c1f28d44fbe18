/** One measurement: `value` in `unit`, beside a baseline measured in the same run. */
export interface Row {
  readonly suite: string
  readonly case: string
  readonly value: number
  readonly unit: string
  readonly baseline: string | null
  readonly baselineValue: number | null
  readonly ratio: number | null
  /** The ratio that we want to keep; null where the row only informs. */
  readonly target: number | null
  readonly met: boolean | null
}

export interface Contestant {
  readonly name: string
  /** Does `count` operations; a contestant that loses some must throw. Answers the milliseconds if it measures itself. */
  readonly run: (count: number) => Promise<void | number>
  /** Operations a round. */
  readonly count: number
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

/** Operations a second of each contestant: all are warmed first, then take turns, so that noise meets them alike. */
export async function race(contestants: readonly Contestant[], rounds: number): Promise<ReadonlyMap<string, number>> {
  for (const { run, count } of contestants) await run(count)
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, run, count } of contestants) {
      const begin = performance.now()
      const own = await run(count)
      rates.get(name)!.push((count * 1000) / (own ?? performance.now() - begin))
    }
  }
  return new Map([...rates].map(([name, values]) => [name, Math.round(median(values))]))
}

export function row(
  suite: string,
  name: string,
  unit: string,
  rates: ReadonlyMap<string, number>,
  baseline?: string,
  target?: number,
): Row {
  const value = rates.get(name)!
  const baselineValue = baseline === undefined ? null : rates.get(baseline)!
  const ratio = baselineValue === null ? null : Math.round((value / baselineValue) * 100) / 100
  return {
    suite,
    case: name,
    value,
    unit,
    baseline: baseline ?? null,
    baselineValue,
    ratio,
    target: target ?? null,
    met: target === undefined || ratio === null ? null : ratio >= target,
  }
}

/** A row that stands for itself, or is held to a limit: met when the value is at most that. */
export function figure(suite: string, name: string, value: number, unit: string, atMost?: number): Row {
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
  const ratio = atMost === undefined ? null : Math.round((rounded / atMost) * 100) / 100
  return {
    suite,
    case: name,
    value: rounded,
    unit,
    baseline: atMost === undefined ? null : 'at most',
    baselineValue: atMost ?? null,
    ratio,
    target: atMost === undefined ? null : 1,
    met: atMost === undefined ? null : rounded <= atMost,
  }
}

/** The value that `share` of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
