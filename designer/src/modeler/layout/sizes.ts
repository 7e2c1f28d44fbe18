import { isA, type ModdleElement } from '../services.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Sizes that bpmn-js gives to new shapes. */
export function sizeOf(element: ModdleElement): Size {
  if (isA(element, 'bpmn:Gateway')) return { width: 50, height: 50 }
  if (isA(element, 'bpmn:Event')) return { width: 36, height: 36 }
  if (isA(element, 'bpmn:DataObjectReference')) return { width: 36, height: 50 }
  if (isA(element, 'bpmn:DataStoreReference')) return { width: 50, height: 50 }
  if (isA(element, 'bpmn:TextAnnotation')) return annotationSize(String(element.get('text') ?? ''))
  if (isA(element, 'bpmn:Group')) return { width: 140, height: 140 }
  return { width: 100, height: 80 }
}

const annotationWidth = 140

const annotationSize = (text: string): Size => ({
  width: annotationWidth,
  height: 12 + linesOf(text, annotationWidth - 12) * 16,
})

/** Lines that a text needs: a Chinese character is twice as wide as a Latin one. */
export function linesOf(text: string, width: number): number {
  const lines = text.split('\n').map((line) => {
    const wide = [...line].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 12 : 6.5), 0)
    return Math.max(1, Math.ceil(wide / width))
  })
  return lines.reduce((sum, count) => sum + count, 0)
}
