import type { Component } from 'vue'
import { isA, type DiagramElement } from '../modeler/services.ts'
import CardGroup from './groups/CardGroup.vue'
import ConditionGroup from './groups/ConditionGroup.vue'
import DecisionGroup from './groups/DecisionGroup.vue'
import DepartmentsGroup from './groups/DepartmentsGroup.vue'
import DocumentGroup from './groups/DocumentGroup.vue'
import FormGroup from './groups/FormGroup.vue'
import GeneralGroup from './groups/GeneralGroup.vue'
import LimitGroup from './groups/LimitGroup.vue'
import MappingGroup from './groups/MappingGroup.vue'
import NotesGroup from './groups/NotesGroup.vue'
import MultiInstanceGroup from './groups/MultiInstanceGroup.vue'
import PeopleGroup from './groups/PeopleGroup.vue'
import ScriptGroup from './groups/ScriptGroup.vue'
import ServiceGroup from './groups/ServiceGroup.vue'
import StatusGroup from './groups/StatusGroup.vue'
import TechnicalGroup from './groups/TechnicalGroup.vue'
import TimerGroup from './groups/TimerGroup.vue'
import { extensionText } from './model/extension.ts'
import { notesOf } from './model/notes.ts'
import { timerOf } from './model/timer.ts'

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
    fits: ({ businessObject }) => isA(businessObject, 'bpmn:Event') && Boolean(timerOf(businessObject)),
  },
  { id: 'card', component: CardGroup, fits: is('bpmn:BoundaryEvent') },
  { id: 'condition', component: ConditionGroup, fits: is('bpmn:SequenceFlow') },
  { id: 'status', component: StatusGroup, fits: is('bpmn:Activity', 'bpmn:EndEvent') },
  { id: 'service', component: ServiceGroup, expert: true, fits: is('bpmn:ServiceTask') },
  { id: 'script', component: ScriptGroup, fits: is('bpmn:ScriptTask') },
  { id: 'multiInstance', component: MultiInstanceGroup, expert: true, fits: repeats },
  { id: 'mapping', component: MappingGroup, expert: true, fits: is('bpmn:Activity') },
  { id: 'technical', component: TechnicalGroup, expert: true, fits: () => true },
]
