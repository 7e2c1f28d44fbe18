import { h, type Component } from 'vue'
import { isA, type DiagramElement, type ModdleElement } from '../modeler/services.ts'
import CallGroup from './groups/CallGroup.vue'
import CardGroup from './groups/CardGroup.vue'
import CompensationGroup from './groups/CompensationGroup.vue'
import ConditionalGroup from './groups/ConditionalGroup.vue'
import ConditionGroup from './groups/ConditionGroup.vue'
import DataFlowGroup from './groups/DataFlowGroup.vue'
import DataGroup from './groups/DataGroup.vue'
import DecisionGroup from './groups/DecisionGroup.vue'
import DefinitionGroup from './groups/DefinitionGroup.vue'
import DepartmentsGroup from './groups/DepartmentsGroup.vue'
import DocumentGroup from './groups/DocumentGroup.vue'
import FormGroup from './groups/FormGroup.vue'
import GeneralGroup from './groups/GeneralGroup.vue'
import LimitGroup from './groups/LimitGroup.vue'
import LinkGroup from './groups/LinkGroup.vue'
import MappingGroup from './groups/MappingGroup.vue'
import NotesGroup from './groups/NotesGroup.vue'
import MultiInstanceGroup from './groups/MultiInstanceGroup.vue'
import PeopleGroup from './groups/PeopleGroup.vue'
import ScriptGroup from './groups/ScriptGroup.vue'
import ServiceGroup from './groups/ServiceGroup.vue'
import StatusGroup from './groups/StatusGroup.vue'
import TechnicalGroup from './groups/TechnicalGroup.vue'
import TimerGroup from './groups/TimerGroup.vue'
import { compensationOf } from './model/compensation.ts'
import { conditionalOf } from './model/conditional.ts'
import { isDataReference } from './model/data.ts'
import { dataFlowsOf } from './model/dataFlow.ts'
import { holdersOf, type DefinitionKind } from './model/definitions.ts'
import { extensionText } from './model/extension.ts'
import { linkOf } from './model/links.ts'
import { notesOf } from './model/notes.ts'
import { timerOf } from './model/timer.ts'
import { triggerOf } from './model/triggers.ts'

export interface PropertiesGroup {
  /** Its heading is `properties.group.<id>`. */
  id: string
  component: Component
  /** Shown only to those who asked for technical fields. */
  expert?: true
  fits: (element: DiagramElement) => boolean
}

const is =
  (...types: string[]) =>
  ({ businessObject }: DiagramElement): boolean =>
    types.some((type) => isA(businessObject, type))

const repeats = ({ businessObject }: DiagramElement): boolean =>
  isA(businessObject, 'bpmn:Activity') && Boolean(businessObject.get('loopCharacteristics'))

const startsProcess = (element: DiagramElement): boolean =>
  is('bpmn:StartEvent')(element) && isA(element.businessObject.$parent, 'bpmn:Process')

const issuesDocument = (element: DiagramElement): boolean =>
  is('bpmn:ServiceTask')(element) &&
  ['', 'document'].includes(extensionText(element.businessObject, 'zeebe:TaskDefinition', 'type'))

const decides = (element: DiagramElement): boolean =>
  is('bpmn:BusinessRuleTask')(element) && extensionText(element.businessObject, 'zeebe:TaskDefinition', 'type') === ''

/** A group for what events share by reference. */
const definition = (kind: DefinitionKind): PropertiesGroup => ({
  id: kind,
  component: () => h(DefinitionGroup, { kind }),
  fits: ({ businessObject }) => holdersOf(businessObject, kind).length > 0,
})

const isEvent = (element: DiagramElement, part: (event: ModdleElement) => unknown): boolean =>
  is('bpmn:Event')(element) && part(element.businessObject) !== undefined

/** What a job does; a message may be sent by one as well. */
const runsJob = (element: DiagramElement): boolean =>
  is('bpmn:ServiceTask', 'bpmn:SendTask')(element) ||
  (is('bpmn:ThrowEvent')(element) && triggerOf(element.businessObject) === 'message')

const called = is('bpmn:CallActivity')
/** A start without a trigger brings in nothing that could be mapped. */
const maps = (element: DiagramElement): boolean =>
  !called(element) && (is('bpmn:Activity')(element) || isEvent(element, (event) => triggerOf(event)))

/** The panel from top to bottom. A new group is one file and one line here. */
export const groups: readonly PropertiesGroup[] = [
  { id: 'notes', component: NotesGroup, fits: ({ businessObject }) => notesOf(businessObject).length > 0 },
  { id: 'general', component: GeneralGroup, fits: () => true },
  { id: 'people', component: PeopleGroup, fits: is('bpmn:UserTask') },
  { id: 'form', component: FormGroup, fits: (element) => is('bpmn:UserTask')(element) || startsProcess(element) },
  { id: 'decision', component: DecisionGroup, fits: decides },
  { id: 'document', component: DocumentGroup, fits: issuesDocument },
  { id: 'limit', component: LimitGroup, fits: is('bpmn:UserTask', 'bpmn:SubProcess') },
  { id: 'departments', component: DepartmentsGroup, fits: is('bpmn:SubProcess') },
  {
    id: 'timer',
    component: TimerGroup,
    fits: (element) => isEvent(element, timerOf),
  },
  definition('message'),
  definition('signal'),
  definition('error'),
  definition('escalation'),
  { id: 'conditional', component: ConditionalGroup, fits: (element) => isEvent(element, conditionalOf) },
  { id: 'link', component: LinkGroup, fits: (element) => isEvent(element, linkOf) },
  { id: 'compensation', component: CompensationGroup, fits: (element) => isEvent(element, compensationOf) },
  { id: 'call', component: CallGroup, fits: called },
  { id: 'data', component: DataGroup, fits: ({ businessObject }) => isDataReference(businessObject) },
  { id: 'dataFlow', component: DataFlowGroup, fits: ({ businessObject }) => dataFlowsOf(businessObject).length > 0 },
  { id: 'card', component: CardGroup, fits: is('bpmn:BoundaryEvent') },
  { id: 'condition', component: ConditionGroup, fits: is('bpmn:SequenceFlow') },
  { id: 'status', component: StatusGroup, fits: is('bpmn:Activity', 'bpmn:EndEvent') },
  { id: 'service', component: ServiceGroup, expert: true, fits: runsJob },
  { id: 'script', component: ScriptGroup, fits: is('bpmn:ScriptTask') },
  { id: 'multiInstance', component: MultiInstanceGroup, expert: true, fits: repeats },
  { id: 'mapping', component: MappingGroup, fits: called },
  { id: 'mapping', component: MappingGroup, expert: true, fits: maps },
  { id: 'technical', component: TechnicalGroup, expert: true, fits: () => true },
]
