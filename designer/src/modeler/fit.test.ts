import { expect, test } from 'vitest'
import { fitBesidePalette, type ViewboxCanvas } from './fit.ts'

function shown(inner: { width: number; height: number }, mode: 'overview' | 'readable') {
  let box = { x: 0, y: 0, width: 0, height: 0 }
  const outer = { width: 1000, height: 600 }
  const canvas = (set?: typeof box) => {
    if (set) box = set
    return { inner: { x: 100, y: 50, ...inner }, outer }
  }
  fitBesidePalette({ viewbox: canvas } as ViewboxCanvas, mode)
  return { ...box, scale: outer.width / box.width }
}

test('a small drawing is shown in its own size, centred in height, clear of the palette', () => {
  const view = shown({ width: 300, height: 200 }, 'readable')
  expect(view.scale).toBe(1)
  expect(100 - view.x).toBe(108)
  expect(50 - view.y).toBe(200)
})

test('a wide drawing stays readable when it is opened, and whole in the overview', () => {
  expect(shown({ width: 4000, height: 400 }, 'readable').scale).toBeCloseTo(0.7)
  const overview = shown({ width: 4000, height: 400 }, 'overview')
  expect(overview.x + overview.width).toBeGreaterThan(4100)
})
