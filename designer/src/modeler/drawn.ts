import type { AutomaticLayout } from './layout/index.ts'

/** The model with a diagram: its own, or an automatic one where it has no shape at all. */
export async function drawn(xml: string): Promise<{ xml: string; layout: AutomaticLayout | undefined }> {
  if (/<(\w+:)?BPMNShape\b/.test(xml)) return { xml, layout: undefined }
  const { withDiagram } = await import('./layout/index.ts')
  const layout = await withDiagram(xml)
  return { xml: layout?.xml ?? xml, layout }
}
