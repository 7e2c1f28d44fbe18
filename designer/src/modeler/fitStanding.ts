interface Canvas {
  zoom(level: 'fit-viewport', centre: 'auto'): number
  viewbox(): {
    x: number
    y: number
    width: number
    height: number
    scale: number
    outer: { width: number; height: number }
  }
  viewbox(box: { x: number; y: number; width: number; height: number }): void
}

interface Placed {
  x?: number
  y?: number
  width?: number
  height?: number
}

/** Below this scale labels cannot be read. */
const readable = 0.55
const comfortable = 0.8

/** Shows the whole drawing where it can be read; else the part around an element, at a size that can. */
export function showStanding(canvas: Canvas, around: Placed | undefined): void {
  canvas.zoom('fit-viewport', 'auto')
  const { scale } = canvas.viewbox()
  if (scale < readable && around) centreOn(canvas, around)
}

/** Moves to an element that is out of sight, or too small to be read; else nothing moves. */
export function showAround(canvas: Canvas, around: Placed): void {
  const { x, y, width, height, scale } = canvas.viewbox()
  const { x: left = 0, y: top = 0, width: wide = 0, height: high = 0 } = around
  const inside = left >= x && top >= y && left + wide <= x + width && top + high <= y + height
  if (!inside || scale < readable) centreOn(canvas, around)
}

function centreOn(canvas: Canvas, around: Placed): void {
  const { outer } = canvas.viewbox()
  if (around.x === undefined || around.y === undefined) return
  const width = outer.width / comfortable
  const height = outer.height / comfortable
  const centre = { x: around.x + (around.width ?? 0) / 2, y: around.y + (around.height ?? 0) / 2 }
  canvas.viewbox({ x: centre.x - width / 2, y: centre.y - height / 2, width, height })
}
