import { abandoned, usedIn } from '../../properties/model/shared.ts'
import { dataOf, isDataReference } from '../../properties/model/data.ts'
import { usersOf } from '../../properties/model/definitions.ts'
import { definitionsOf } from '../../properties/model/references.ts'
import { service, type DiagramElement, type ModdleElement } from '../services.ts'

interface EventBus {
  on(event: string, priority: number, listener: (event: { context: { shape?: DiagramElement } }) => void): void
}

interface Injector {
  get(name: string): unknown
}

// Before bpmn-js's own behaviour, which takes a data object out of the file with the first of its references.
const early = 5000
const late = 100

/**
 * A message, signal, error, escalation, data object or data store goes when the last element that used it is gone or has chosen
 * another: in the same step of undo. What an imported file holds unused stays.
 */
class SharedDefinitions {
  static $inject = ['eventBus', 'injector']

  constructor(eventBus: EventBus, injector: Injector) {
    let depth = 0
    let used: readonly ModdleElement[] = []

    const root = (): DiagramElement => service(injector, 'canvas').getRootElement()
    const definitions = (): ModdleElement | undefined => definitionsOf(root().businessObject)

    eventBus.on('commandStack.preExecute', early, () => {
      if (depth++ > 0) return
      const file = definitions()
      used = file ? usedIn(file) : []
    })
    eventBus.on('commandStack.postExecuted', late, () => {
      // What is removed here is part of the outermost command still.
      if (depth === 1) removeAbandoned()
      depth--
    })
    // A command that failed leaves the count as it was.
    eventBus.on('commandStack.changed', late, () => (depth = 0))
    eventBus.on('commandStack.shape.delete.preExecute', early - 1, ({ context }) => {
      if (context.shape) letGo(context.shape)
    })

    function removeAbandoned(): void {
      const file = definitions()
      if (!file) return
      for (const definition of abandoned(file, used)) {
        const home = definition.$parent
        const property = home === file ? 'rootElements' : 'flowElements'
        if (!home) continue
        const rest = (home.get(property) as ModdleElement[]).filter((each) => each !== definition)
        service(injector, 'modeling').updateModdleProperties(root(), home, { [property]: rest })
      }
    }

    /** The other references of a data object keep it. */
    function letGo({ businessObject, labelTarget }: DiagramElement): void {
      if (labelTarget || businessObject.$type !== 'bpmn:DataObjectReference') return
      const data = isDataReference(businessObject) ? dataOf(businessObject) : undefined
      if (!data || usersOf(data).length < 2) return
      service(injector, 'modeling').updateModdleProperties(root(), businessObject, { dataObjectRef: undefined })
    }
  }
}

export const sharedDefinitionsModule = {
  __init__: ['sharedDefinitions'],
  sharedDefinitions: ['type', SharedDefinitions],
}
