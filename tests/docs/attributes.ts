import { compile } from '@lianban/engine'

/**
 * A drawing for each attribute of the standard's executable part: what stands between « and » is the attribute. `[element,
 * attribute, around the element, beside the process]`; the element stands between start event `s` and end event `e`.
 */
type Sample = readonly [element: string, attribute: string, xml: string, beside?: string]

const item = '<itemDefinition id="i" structureRef="text"/>'
const io =
  '<ioSpecification><dataInput id="in" name="given"/><dataOutput id="out" name="made"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>'
const object = '<dataObject id="o" name="paper"/><dataObjectReference id="r" dataObjectRef="o"/>'
const many = (more: string, attributes = ''): string =>
  `<task id="it"><multiInstanceLoopCharacteristics ${attributes}>${more}</multiInstanceLoopCharacteristics></task>`
const turns = (more: string, attributes = ''): string =>
  `<task id="it"><standardLoopCharacteristics ${attributes}>${more}</standardLoopCharacteristics></task>`
const caught = (definition: string): string => `<intermediateCatchEvent id="it">${definition}</intermediateCatchEvent>`
const thrown = (definition: string): string => `<intermediateThrowEvent id="it">${definition}</intermediateThrowEvent>`
const inside = '<task id="x"/>'
const links = (from: string, to: string, more = ''): string =>
  `<task id="it"/><intermediateThrowEvent id="lt"><linkEventDefinition id="l1" ${from}>${more}</linkEventDefinition></intermediateThrowEvent>
   <intermediateCatchEvent id="lc"><linkEventDefinition id="l2" ${to}/></intermediateCatchEvent><endEvent id="le"/>
   <sequenceFlow id="q1" sourceRef="s" targetRef="lt"/><sequenceFlow id="q2" sourceRef="lc" targetRef="le"/>`

const samples: readonly Sample[] = [
  ['any element', 'documentation', '<task id="it">«<documentation>why</documentation>»</task>'],
  ['any element', 'name', '<task id="it" «name="Check"»/>'],
  ['flow element', 'auditing', '<task id="it">«<auditing/>»</task>'],
  ['flow element', 'monitoring', '<task id="it">«<monitoring/>»</task>'],
  [
    'flow element',
    'categoryValueRef',
    '<task id="it">«<categoryValueRef>cv</categoryValueRef>»</task>',
    '<category id="c"><categoryValue id="cv"/></category>',
  ],
  [
    'activity',
    'isForCompensation',
    `<task id="it"/><task id="u" «isForCompensation="true"»/>${`<boundaryEvent id="b" attachedToRef="it"><compensateEventDefinition/></boundaryEvent><association id="a" sourceRef="b" targetRef="u"/>`}`,
  ],
  ['activity', 'startQuantity', '<task id="it" «startQuantity="2"»/>'],
  ['activity', 'completionQuantity', '<task id="it" «completionQuantity="2"»/>'],
  ['activity', 'loopCharacteristics', '<task id="it">«<standardLoopCharacteristics loopMaximum="2"/>»</task>'],
  ['activity', 'ioSpecification', `<scriptTask id="it" scriptFormat="feel">«${io}»<script>1</script></scriptTask>`],
  [
    'activity',
    'dataInputAssociations',
    `<task id="it">${io}«<dataInputAssociation><sourceRef>r</sourceRef><targetRef>in</targetRef></dataInputAssociation>»</task>${object}`,
  ],
  [
    'activity',
    'dataOutputAssociations',
    `<task id="it">${io}«<dataOutputAssociation><sourceRef>out</sourceRef><targetRef>r</targetRef></dataOutputAssociation>»</task>${object}`,
  ],
  ['activity', 'properties', '<task id="it">«<property id="pr" name="count"/>»</task>'],
  ['activity', 'resources', '<task id="it">«<performer id="pf"/>»</task>'],
  ['activity', 'default', '<exclusiveGateway id="it" «default="it_e"»/>'],
  [
    'task',
    'implementation',
    '<manualTask id="it"/><receiveTask id="rt" messageRef="m" «implementation="##unspecified"»/><endEvent id="re"/><sequenceFlow id="q1" sourceRef="s" targetRef="rt"/><sequenceFlow id="q2" sourceRef="rt" targetRef="re"/>',
  ],
  ['receive task', 'messageRef', '<receiveTask id="it" «messageRef="m"»/>'],
  ['receive task', 'instantiate', '<receiveTask id="it" messageRef="m" «instantiate="true"»/>'],
  ['send task', 'messageRef', '<sendTask id="it" «messageRef="m"»/>'],
  [
    'send task',
    'operationRef',
    '<sendTask id="it" messageRef="m" «operationRef="op"»/>',
    '<interface id="if" name="f"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>',
  ],
  ['script task', 'script', `<scriptTask id="it" scriptFormat="feel">${io}«<script>1</script>»</scriptTask>`],
  ['script task', 'scriptFormat', `<scriptTask id="it" «scriptFormat="feel"»>${io}<script>1</script></scriptTask>`],
  ['user task', 'renderings', '<manualTask id="it"/><userTask id="ut">«<rendering/>»</userTask>'],
  ['call activity', 'calledElement', '<callActivity id="it" «calledElement="other"»/>'],
  [
    'sub-process',
    'triggeredByEvent',
    `<task id="it"/><subProcess id="hp" «triggeredByEvent="true"»><startEvent id="hs"><messageEventDefinition messageRef="m"/></startEvent><endEvent id="he"/><sequenceFlow id="hf" sourceRef="hs" targetRef="he"/></subProcess>`,
  ],
  ['transaction', 'method', `<transaction id="it" «method="##Compensate"»>${inside}</transaction>`],
  ['transaction', 'protocol', `<transaction id="it" «protocol="p"»>${inside}</transaction>`],
  ['ad-hoc sub-process', 'ordering', `<adHocSubProcess id="it" «ordering="Sequential"»>${inside}</adHocSubProcess>`],
  [
    'ad-hoc sub-process',
    'completionCondition',
    `<adHocSubProcess id="it">${inside}«<completionCondition>paid</completionCondition>»</adHocSubProcess>`,
  ],
  [
    'ad-hoc sub-process',
    'cancelRemainingInstances',
    `<adHocSubProcess id="it" «cancelRemainingInstances="false"»>${inside}</adHocSubProcess>`,
  ],
  ['gateway', 'gatewayDirection', '<exclusiveGateway id="it" «gatewayDirection="Diverging"»/>'],
  [
    'complex gateway',
    'activationCondition',
    '<complexGateway id="it">«<activationCondition>activationCount = 2</activationCondition>»</complexGateway>',
  ],
  [
    'event-based gateway',
    'instantiate',
    '<task id="it"/><eventBasedGateway id="g0" «instantiate="true"»/><receiveTask id="rt" messageRef="m"/><endEvent id="re"/><sequenceFlow id="q1" sourceRef="g0" targetRef="rt"/><sequenceFlow id="q2" sourceRef="rt" targetRef="re"/>',
  ],
  [
    'event-based gateway',
    'eventGatewayType',
    '<task id="it"/><eventBasedGateway id="g0" instantiate="true" «eventGatewayType="Parallel"»/><receiveTask id="rt" messageRef="m"/><endEvent id="re"/><sequenceFlow id="q1" sourceRef="g0" targetRef="rt"/><sequenceFlow id="q2" sourceRef="rt" targetRef="re"/>',
  ],
  [
    'sequence flow',
    'conditionExpression',
    '<task id="it"/><task id="o2"/><sequenceFlow id="q1" sourceRef="it" targetRef="o2">«<conditionExpression>paid</conditionExpression>»</sequenceFlow>',
  ],
  [
    'sequence flow',
    'isImmediate',
    '<task id="it"/><task id="o2"/><sequenceFlow id="q1" sourceRef="it" targetRef="o2" «isImmediate="false"»/>',
  ],
  ['multi-instance', 'isSequential', many('<loopCardinality>3</loopCardinality>', '«isSequential="true"»')],
  ['multi-instance', 'loopCardinality', many('«<loopCardinality>3</loopCardinality>»')],
  [
    'multi-instance',
    'completionCondition',
    many('<loopCardinality>3</loopCardinality>«<completionCondition>paid</completionCondition>»'),
  ],
  [
    'multi-instance',
    'behavior, …BehaviorEventRef',
    many('<loopCardinality>3</loopCardinality>', '«behavior="One" oneBehaviorEventRef="sd"»'),
    '<signalEventDefinition id="sd" signalRef="g"/>',
  ],
  [
    'multi-instance',
    'complexBehaviorDefinition',
    many(
      '<loopCardinality>3</loopCardinality>«<complexBehaviorDefinition id="cb"><condition>paid</condition><event id="ev"><signalEventDefinition id="sd2" signalRef="g"/></event></complexBehaviorDefinition>»',
      'behavior="Complex"',
    ),
  ],
  ['multi-instance', 'loopDataInputRef', `${many('«<loopDataInputRef>r</loopDataInputRef>»')}${object}`],
  [
    'multi-instance',
    'inputDataItem',
    `${many('<loopDataInputRef>r</loopDataInputRef>«<inputDataItem id="each" name="each"/>»')}${object}`,
  ],
  [
    'multi-instance',
    'loopDataOutputRef',
    `${many('<loopCardinality>3</loopCardinality>«<loopDataOutputRef>r</loopDataOutputRef>»')}${object}`,
  ],
  [
    'multi-instance',
    'outputDataItem',
    `${many('<loopCardinality>3</loopCardinality><loopDataOutputRef>r</loopDataOutputRef>«<outputDataItem id="part" name="part"/>»')}${object}`,
  ],
  ['standard loop', 'loopCondition', turns('«<loopCondition>paid</loopCondition>»')],
  ['standard loop', 'testBefore', turns('<loopCondition>paid</loopCondition>', '«testBefore="true"»')],
  ['standard loop', 'loopMaximum', turns('', '«loopMaximum="2"»')],
  [
    'event',
    'eventDefinitions',
    '<intermediateThrowEvent id="it">«<signalEventDefinition signalRef="g"/>»</intermediateThrowEvent>',
  ],
  [
    'event',
    'eventDefinitionRef',
    '<intermediateThrowEvent id="it">«<eventDefinitionRef>sd</eventDefinitionRef>»</intermediateThrowEvent>',
    '<signalEventDefinition id="sd" signalRef="g"/>',
  ],
  [
    'event',
    'properties',
    '<intermediateThrowEvent id="it">«<property id="pr" name="count"/>»</intermediateThrowEvent>',
  ],
  [
    'catching event',
    'parallelMultiple',
    '<intermediateCatchEvent id="it" «parallelMultiple="true"»><messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="g"/></intermediateCatchEvent>',
  ],
  [
    'catching event',
    'dataOutputs, dataOutputAssociations, outputSet',
    `<intermediateCatchEvent id="it">«<dataOutput id="do" name="sum"/><dataOutputAssociation><sourceRef>do</sourceRef><targetRef>r</targetRef></dataOutputAssociation><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet>»<messageEventDefinition messageRef="m"/></intermediateCatchEvent>${object}`,
  ],
  [
    'throwing event',
    'dataInputs, dataInputAssociations, inputSet',
    `<intermediateThrowEvent id="it">«<dataInput id="di" name="sum"/><dataInputAssociation><sourceRef>r</sourceRef><targetRef>di</targetRef></dataInputAssociation><inputSet><dataInputRefs>di</dataInputRefs></inputSet>»<messageEventDefinition messageRef="m"/></intermediateThrowEvent>${object}`,
  ],
  [
    'start event',
    'isInterrupting',
    '<task id="it"/><subProcess id="hp" triggeredByEvent="true"><startEvent id="hs" «isInterrupting="false"»><messageEventDefinition messageRef="m"/></startEvent><endEvent id="he"/><sequenceFlow id="hf" sourceRef="hs" targetRef="he"/></subProcess>',
  ],
  [
    'boundary event',
    'attachedToRef',
    '<task id="it"/><boundaryEvent id="b" «attachedToRef="it"»><messageEventDefinition messageRef="m"/></boundaryEvent><task id="o2"/><sequenceFlow id="q1" sourceRef="b" targetRef="o2"/>',
  ],
  [
    'boundary event',
    'cancelActivity',
    '<task id="it"/><boundaryEvent id="b" attachedToRef="it" «cancelActivity="false"»><messageEventDefinition messageRef="m"/></boundaryEvent><task id="o2"/><sequenceFlow id="q1" sourceRef="b" targetRef="o2"/>',
  ],
  ['message', 'messageRef', caught('<messageEventDefinition «messageRef="m"»/>')],
  [
    'message',
    'operationRef',
    caught('<messageEventDefinition messageRef="m">«<operationRef>op</operationRef>»</messageEventDefinition>'),
    '<interface id="if" name="f"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>',
  ],
  ['timer', 'timeDate', caught('<timerEventDefinition>«<timeDate>2026-05-01</timeDate>»</timerEventDefinition>')],
  ['timer', 'timeDuration', caught('<timerEventDefinition>«<timeDuration>PT1H</timeDuration>»</timerEventDefinition>')],
  ['timer', 'timeCycle', caught('<timerEventDefinition>«<timeCycle>R3/PT1H</timeCycle>»</timerEventDefinition>')],
  [
    'conditional',
    'condition',
    caught('<conditionalEventDefinition>«<condition>paid</condition>»</conditionalEventDefinition>'),
  ],
  ['signal', 'signalRef', caught('<signalEventDefinition «signalRef="g"»/>')],
  ['escalation', 'escalationRef', thrown('<escalationEventDefinition «escalationRef="h"»/>')],
  [
    'compensation',
    'activityRef',
    `<intermediateThrowEvent id="it"><compensateEventDefinition «activityRef="done"»/></intermediateThrowEvent><subProcess id="done">${inside}</subProcess><endEvent id="de"/><sequenceFlow id="q1" sourceRef="s" targetRef="done"/><sequenceFlow id="q2" sourceRef="done" targetRef="de"/>`,
  ],
  ['compensation', 'waitForCompletion', thrown('<compensateEventDefinition «waitForCompletion="false"»/>')],
  ['link', 'name', links('«name="on"»', 'name="on"')],
  ['link', 'source, target', links('name="on"', 'name="on"', '«<target>l2</target>»')],
  ['data object', 'isCollection', '<task id="it"/><dataObject id="o" name="paper" «isCollection="true"»/>'],
  ['data object', 'itemSubjectRef', `<task id="it"/><dataObject id="o" name="paper" «itemSubjectRef="i"»/>`, item],
  [
    'data object',
    'dataState',
    '<task id="it"/><dataObject id="o" name="paper">«<dataState name="draft"/>»</dataObject>',
  ],
  [
    'data store',
    'capacity, isUnlimited',
    '<task id="it"/><dataStoreReference id="dr" dataStoreRef="ds"/>',
    '<dataStore id="ds" name="stock" «capacity="5"»/>',
  ],
  ['process', 'isClosed', '<task id="it"/>', '«isClosed="true"»'],
  ['process', 'processType', '<task id="it"/>', '«processType="Private"»'],
  [
    'process',
    'laneSets',
    '<task id="it"/>«<laneSet id="ls"><lane id="la"><flowNodeRef>it</flowNodeRef></lane></laneSet>»',
  ],
]

const roots = '<message id="m" name="m"/><signal id="g" name="g"/><escalation id="h" escalationCode="X"/>'

function drawing([element, , xml, beside = '']: Sample): string {
  const ofProcess = element === 'process' && beside !== ''
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">${roots}${ofProcess ? '' : beside}
    <process id="p" isExecutable="true" ${ofProcess ? beside : ''}><startEvent id="s"/>${xml}<endEvent id="e"/>
    <sequenceFlow id="s_it" sourceRef="s" targetRef="it"/><sequenceFlow id="it_e" sourceRef="it" targetRef="e"/></process></definitions>`
}

interface Said {
  readonly runs: string
  readonly problems: readonly string[]
}

/** What the engine makes of a drawing: its graph as data, and its problems. */
async function said(xml: string): Promise<Said> {
  const compiled = await compile(xml)
  const { problems } = compiled
  const errors = problems.filter(({ severity }) => severity === 'error')
  return {
    runs: compiled.ok ? JSON.stringify(compiled.graphs) : '',
    problems: errors.map(({ code, words }) => code + words),
  }
}

export type Use = 'executed' | 'kept' | 'refused'

/** Executed: the graph, or what the check asks for, is another with the attribute; refused: only with it there is a problem. */
async function useOf(sample: Sample): Promise<Use> {
  const marked = drawing(sample)
  const [without, given] = [await said(marked.replaceAll(/«[^»]*»/g, '')), await said(marked.replaceAll(/[«»]/g, ''))]
  if (without.runs !== '' && given.runs === '') return 'refused'
  if (without.runs !== given.runs) return 'executed'
  return JSON.stringify(without.problems) === JSON.stringify(given.problems) ? 'kept' : 'executed'
}

/** Rows of the table of attributes: the element, and its attributes by use. */
export async function attributeRows(): Promise<string[][]> {
  const rows = new Map<string, Record<Use, string[]>>()
  for (const sample of samples) {
    const row = rows.get(sample[0]) ?? { executed: [], kept: [], refused: [] }
    rows.set(sample[0], row)
    row[await useOf(sample)].push(...sample[1].split(', ').map((name) => `\`${name}\``))
  }
  return [...rows].map(([element, { executed, kept, refused }]) => [
    element,
    ...[executed, kept, refused].map((names) => names.join(', ') || '–'),
  ])
}
