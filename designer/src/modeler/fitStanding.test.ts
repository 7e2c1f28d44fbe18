import { expect, test } from 'vitest'
import { showAround, showStanding } from './fitStanding.ts'

function canvasOf(scale: number) {
  const outer = { width: 800, height: 400 }
  let shown = { x: 0, y: 0, width: outer.width / scale, height: outer.height / scale }
  return {
    zoom: () => scale,
    viewbox: (box?: typeof shown) => {
      if (box) shown = box
      return { scale: outer.width / shown.width, outer, ...shown }
    },
  }
}

const step = { x: 1000, y: 300, width: 100, height: 80 }

test('a drawing that can be read whole is shown whole', () => {
  const canvas = canvasOf(0.7)
  showStanding(canvas, step)
  expect(canvas.viewbox().x).toBe(0)
})

test('a larger drawing opens at the step where the case stands, readable', () => {
  const canvas = canvasOf(0.3)
  showStanding(canvas, step)
  const { x, y, width, height, scale } = canvas.viewbox()
  expect(scale).toBeCloseTo(0.8)
  expect([x + width / 2, y + height / 2]).toEqual([1050, 340])
})

test('without a step to show, the whole drawing stays', () => {
  const canvas = canvasOf(0.3)
  showStanding(canvas, undefined)
  expect(canvas.viewbox().scale).toBeCloseTo(0.3)
})

test('an element that is spoken of comes into sight; one that is there already moves nothing', () => {
  const canvas = canvasOf(0.8)
  showAround(canvas, { x: 100, y: 100, width: 100, height: 80 })
  expect(canvas.viewbox().x).toBe(0)
  showAround(canvas, step)
  const { x, width } = canvas.viewbox()
  expect(x + width / 2).toBe(1050)
})
