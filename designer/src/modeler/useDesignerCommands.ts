import { useCommands } from '../app/commands.ts'
import { flushFields } from '../properties/fields/pending.ts'
import { offerFile } from './exportFiles.ts'
import { fitBesidePalette } from './fit.ts'
import { service } from './services.ts'
import type { Draft } from './useDraft.ts'
import type { DesignerModeler } from './useModeler.ts'

/** What can be done on the designer page; the toolbar, the palette and the keyboard share it. */
export function useDesignerCommands(
  id: string,
  canvas: DesignerModeler,
  draft: Draft,
  show: { versions(): void; publish(): void; report?(): void },
) {
  const zoomBy = (delta: number): void => {
    if (canvas.modeler.value) service(canvas.modeler.value, 'zoomScroll').stepZoom(delta)
  }

  const actions = {
    undo: () => canvas.modeler.value && service(canvas.modeler.value, 'commandStack').undo(),
    redo: () => canvas.modeler.value && service(canvas.modeler.value, 'commandStack').redo(),
    fit: () => canvas.modeler.value && fitBesidePalette(service(canvas.modeler.value, 'canvas'), 'overview'),
    zoomIn: () => zoomBy(1),
    zoomOut: () => zoomBy(-1),
    save: () => {
      flushFields()
      return draft.save()
    },
    exportBpmn: async () => offerFile(`${id}.bpmn`, 'application/xml', await canvas.xml()),
    exportSvg: async () => {
      const drawn = await canvas.modeler.value?.saveSVG()
      if (drawn) offerFile(`${id}.svg`, 'image/svg+xml', drawn.svg)
    },
    versions: show.versions,
    publish: show.publish,
    ...(show.report ? { report: show.report } : {}),
  }

  const keys: Partial<Record<keyof typeof actions, string>> = {
    undo: 'mod+z',
    redo: 'mod+shift+z',
    fit: 'mod+0',
    save: 'mod+s',
    versions: 'v',
    publish: 'p',
  }
  useCommands(
    (Object.entries(actions) as [keyof typeof actions, () => unknown][]).map(([name, run]) => ({
      id: `modeler.${name}`,
      label: `modeler.commands.${name}`,
      scope: 'modeler',
      run,
      everywhere: name === 'save',
      ...(keys[name] ? { keys: keys[name] } : {}),
    })),
  )
  return actions
}
