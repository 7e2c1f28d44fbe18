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

const events = '(message|timer|conditional|signal|error|escalation|compensation)'
/** What the engine runs and the panel can describe. Ad-hoc sub-processes and several triggers come from imported drawings only. */
const runnable = new RegExp(
  '^replace-with-(' +
    [
      '(user-|service-|script-|send-|receive-|manual-|rule-)?task',
      'call-activity',
      '(exclusive|parallel|inclusive|event-based)-gateway',
      '((expanded|collapsed|event)-)?subprocess',
      'transaction',
      'none-(start|end)(-event)?',
      'none-intermediate-throw(ing)?',
      `(non-interrupting-)?${events}-(start|boundary)(-event)?`,
      `(message|timer|conditional|signal|link)-intermediate-catch(-event)?`,
      `(message|signal|escalation|link|compensation)-intermediate-throw(-event)?`,
      `(message|signal|error|escalation|compensation|cancel|terminate)-end(-event)?`,
      'cancel-boundary',
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
