interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface ViewboxCanvas {
  viewbox(): { inner: Box; outer: { width: number; height: number } }
  viewbox(box: Box): void
}

/** Room that the palette takes on the left; around the drawing; and the scale below which labels cannot be read. */
const palette = 84
const margin = 24
const readable = 0.7

/**
 * Shows the drawing beside the palette: whole with `overview`, else as large as fits but never too small to read, from its
 * top left corner.
 */
export function fitBesidePalette(canvas: ViewboxCanvas, mode: 'overview' | 'readable'): void {
  const { inner, outer } = canvas.viewbox()
  if (!inner.width || !inner.height || !outer.width || !outer.height) return
  const fitting = Math.min(
    1,
    (outer.width - palette - 2 * margin) / inner.width,
    (outer.height - 2 * margin) / inner.height,
  )
  const scale = mode === 'overview' ? Math.max(fitting, 0.2) : Math.max(fitting, readable)
  const width = outer.width / scale
  const height = outer.height / scale
  const whole = inner.height <= height - (2 * margin) / scale
  canvas.viewbox({
    x: inner.x - (palette + margin) / scale,
    y: whole ? inner.y - (height - inner.height) / 2 : inner.y - margin / scale,
    width,
    height,
  })
}
