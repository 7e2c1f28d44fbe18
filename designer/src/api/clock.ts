import type { Clock, ClockMoved, MoveClock } from '@lianban/server/contract'
import { get, path, post } from './client.ts'

export const readClock = (): Promise<Clock> => get(path('clock'))
export const moveClock = (move: MoveClock): Promise<ClockMoved> => post(path('clock'), move)
