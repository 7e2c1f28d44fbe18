import type { DiagramElement } from '../services.ts'
import { Offer, without, type Entries } from './offer.ts'

type Narrow = (entries: Entries) => Entries

interface Provided {
  registerProvider(priority: number, provider: object): void
}

interface ProvidedMenu {
  registerProvider(id: string, priority: number, provider: object): void
}

// Below bpmn-js's own providers, so that what they offer can be narrowed.
const late = 500

const runnable = new RegExp(
  '^replace-with-(' +
    [
      '(user-|service-|script-)?task',
      '(exclusive|parallel)-gateway',
      '((expanded|collapsed)-)?subprocess',
      'none-(start|end)(-event)?',
      '(non-interrupting-)?timer-boundary(-event)?',
      'timer-intermediate-catch(-event)?',
      '(sequence|default|conditional)-flow',
    ].join('|') +
    ')$',
)

/**
 * Offers only what the engine runs: nothing on the canvas is decorative. What an imported drawing holds besides stays as
 * it is, and the problem list names it.
 */
class RestrictedTools {
  static $inject = ['palette', 'contextPad', 'popupMenu', 'injector']

  constructor(
    palette: Provided,
    contextPad: Provided,
    popupMenu: ProvidedMenu,
    injector: { get(name: string): unknown },
  ) {
    const offer = new Offer(injector)
    palette.registerProvider(late, {
      getPaletteEntries: (): Narrow => (entries) => offer.palette(entries),
    })
    contextPad.registerProvider(late, {
      getContextPadEntries:
        (element: DiagramElement): Narrow =>
        (entries) =>
          offer.contextPad(element, entries),
    })
    popupMenu.registerProvider('bpmn-replace', late, {
      getPopupMenuEntries: (): Narrow => (entries) =>
        Object.fromEntries(Object.entries(entries).filter(([key]) => runnable.test(key))),
      getPopupMenuHeaderEntries: (): Narrow => (entries) => without(entries, ['toggle-loop', 'toggle-adhoc']),
    })
  }
}

export const restrictModule = { __init__: ['restrictedTools'], restrictedTools: ['type', RestrictedTools] }
