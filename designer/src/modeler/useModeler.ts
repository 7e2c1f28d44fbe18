import Modeler from 'bpmn-js/lib/Modeler'
import minimapModule from 'diagram-js-minimap'
import { nextTick, onBeforeUnmount, ref, shallowRef, triggerRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { drawn } from './drawn.ts'
import { fitBesidePalette } from './fit.ts'
import type { AutomaticLayout } from './layout/index.ts'
import { moddleExtensions } from './moddle.ts'
import { service, type DiagramElement } from './services.ts'
import { registerSeveral } from './several.ts'
import { restrictModule } from './tools/restrict.ts'
import { sharedDefinitionsModule } from './tools/sharedDefinitions.ts'
import { translateModule } from './tools/translate.ts'

/**
 * The drawing tool and what the page watches of it. `changes` counts edits of the model, undo and redo included; `drawing`
 * grows whenever the panel should read the model again.
 */
export function useModeler() {
  const { locale } = useI18n()
  const modeler = shallowRef<Modeler>()
  const selected = shallowRef<DiagramElement | null>(null)
  const root = shallowRef<DiagramElement | null>(null)
  const drawing = ref(0)
  const changes = ref(0)
  /** How the open drawing was laid out, where it came without a diagram. */
  const layout = shallowRef<AutomaticLayout>()
  const history = ref({ undo: false, redo: false })

  function create(container: HTMLElement): Modeler {
    const created = new Modeler({
      container,
      moddleExtensions,
      additionalModules: [
        translateModule(() => locale.value),
        restrictModule,
        sharedDefinitionsModule,
        minimapModule,
      ] as never[],
    })
    const commandStack = service(created, 'commandStack')
    registerSeveral(commandStack)
    created.on('commandStack.changed', () => {
      history.value = { undo: commandStack.canUndo(), redo: commandStack.canRedo() }
      drawing.value += 1
    })
    created.on('elements.changed', () => (changes.value += 1))
    created.on('selection.changed', ({ newSelection }: { newSelection: DiagramElement[] }) => {
      const only = newSelection.length === 1 ? newSelection[0] : undefined
      selected.value = only ? (only.labelTarget ?? only) : null
    })
    modeler.value = created
    return created
  }

  async function open(bpmn: string): Promise<void> {
    if (!modeler.value) return
    const shown = await drawn(bpmn)
    await modeler.value.importXML(shown.xml)
    selected.value = null
    layout.value = shown.layout
    // What is said of the layout takes some of the height.
    await nextTick()
    service(modeler.value, 'canvas').resized()
    readRoot()
    triggerRef(root)
    fitBesidePalette(service(modeler.value, 'canvas'), 'readable')
    drawing.value += 1
  }

  function readRoot(): void {
    root.value = modeler.value ? service(modeler.value, 'canvas').getRootElement() : null
  }

  async function xml(): Promise<string> {
    const saved = await modeler.value?.saveXML({ format: true })
    if (!saved?.xml) throw saved?.error ?? new Error('Expected the drawing to give XML, but it gave none')
    return saved.xml
  }

  const find = (id: string): DiagramElement | undefined =>
    modeler.value && service(modeler.value, 'elementRegistry').get(id)

  /** Selects an element by id and brings it into view. */
  function reveal(id: string): DiagramElement | undefined {
    if (!modeler.value) return undefined
    const element = find(id)
    const isRoot = element === root.value
    service(modeler.value, 'selection').select(isRoot ? null : (element ?? null))
    if (element && !isRoot) service(modeler.value, 'canvas').scrollToElement(element)
    return element
  }

  onBeforeUnmount(() => modeler.value?.destroy())
  /** Another kind of gateway in the same place; one step of undo. */
  function replace(id: string, type: string): void {
    const element = find(id)
    if (modeler.value && element) service(modeler.value, 'bpmnReplace').replaceElement(element, { type })
  }

  return { replace, modeler, selected, root, drawing, changes, history, layout, create, open, xml, find, reveal }
}

export type DesignerModeler = ReturnType<typeof useModeler>
export type ModelerRef = Ref<Modeler | undefined>
