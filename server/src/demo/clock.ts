import { offsetClock, type MovableClock, type Store } from '@lianban/engine/runtime'

const setting = 'clock-offset'

/** The demo's clock: the machine's plus an offset that survives restarts, so that time never runs backwards. */
export async function demoClock(store: Store, startAt: string | undefined): Promise<MovableClock> {
  const kept = await store.setting(setting)
  const start = startAt === undefined ? undefined : Date.parse(startAt)
  if (start !== undefined && Number.isNaN(start))
    throw new Error(`Expected CLOCK to be an ISO 8601 date and time, but it is ${startAt}`)
  const offset = kept !== undefined ? Number(kept) : start === undefined ? 0 : start - Date.now()
  const keep = (ahead: number) => store.transaction((transaction) => transaction.setSetting(setting, String(ahead)))
  if (kept === undefined) await keep(offset)
  return offsetClock(offset, (ahead) => void keep(ahead))
}
