import type { ClockMoved, MoveClock } from '@lianban/server/contract'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import * as api from '../api/clock.ts'

/** The server's time: legal time is counted there, so screens never ask the device what day it is. */
export const useClock = defineStore('clock', () => {
  const now = ref<Date | null>(null)
  const demo = ref(false)
  let ahead = 0

  async function load(): Promise<void> {
    set(await api.readClock())
  }

  async function move(to: MoveClock): Promise<ClockMoved> {
    const moved = await api.moveClock(to)
    set(moved)
    return moved
  }

  function set(clock: { now: string; demo: boolean }): void {
    ahead = Date.parse(clock.now) - Date.now()
    demo.value = clock.demo
    tick()
  }

  function tick(): void {
    now.value = new Date(Date.now() + ahead)
  }

  return { now, demo, load, move, tick }
})
