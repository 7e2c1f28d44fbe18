import type { RowCode } from './words/codes.ts'

export interface Answer {
  readonly outcome: 'dropped' | 'unconverted'
  readonly code: RowCode
  /** Only for values that match. */
  readonly when?: RegExp
  /** What is told of other values, which need a person. */
  readonly otherwise?: RowCode
}

const dropped = (code: RowCode, when?: RegExp): Answer => ({ outcome: 'dropped', code, ...(when ? { when } : {}) })
const open = (code: RowCode): Answer => ({ outcome: 'unconverted', code })

/** What is answered in the same way wherever it stands, by its local name. */
export const answers: Readonly<Record<string, Answer>> = {
  async: dropped('durable'),
  asyncBefore: dropped('durable'),
  asyncAfter: dropped('durable'),
  asyncLeave: dropped('durable'),
  asyncLeaveExclusive: dropped('durable'),
  asynchronous: dropped('durable'),
  asynchronousLeave: dropped('durable'),
  completeAsync: dropped('durable'),
  parallelInSameTransaction: dropped('durable'),
  exclusive: dropped('durable'),
  triggerable: dropped('job-waits'),
  jobPriority: dropped('job-order'),
  taskPriority: dropped('job-order'),
  isEagerExecutionFetching: dropped('storage'),
  enableEagerExecutionTreeFetching: dropped('storage'),
  historyLevel: dropped('storage'),
  formFieldValidation: dropped('form-checked'),
  validateFormFields: dropped('form-checked'),
  datePattern: dropped('form-date'),
  extensionId: dropped('tooling'),
  diagramRelationId: dropped('tooling'),
  modelerTemplate: dropped('tooling'),
  modelerTemplateVersion: dropped('tooling'),
  modelerTemplateIcon: dropped('tooling'),
  errorMessage: dropped('error-message'),
  useLocalScopeForResultVariable: dropped('false-is-default', /^false$/),
  useLocalScopeForOutParameters: dropped('false-is-default', /^false$/),
  storeResultVariableAsTransient: dropped('false-is-default', /^false$/),
  autoStoreVariables: dropped('false-is-default', /^false$/),
  terminateAll: dropped('false-is-default', /^false$/),
  terminateMultiInstance: dropped('false-is-default', /^false$/),
  inheritBusinessKey: dropped('business-key'),
  mapDecisionResult: open('decision-shape'),
  topic: open('topic'),
  decisionRefTenantId: open('tenant'),
  calledElementTenantId: open('tenant'),
  fallbackToDefaultTenant: open('tenant'),
  assigneeType: { ...dropped('tooling', /^static$/), otherwise: 'identity' },
  idmAssignee: open('identity'),
  idmCandidateUsers: open('identity'),
  idmCandidateGroups: open('identity'),
  owner: open('owner'),
  category: open('category'),
  businessCalendarName: open('calendar'),
  initiator: open('initiator'),
  candidateStarterUsers: open('starters'),
  candidateStarterGroups: open('starters'),
  potentialStarter: open('starters'),
  skipExpression: open('skip'),
  formHandlerClass: open('form-handler'),
  variableMappingClass: open('variable-mapping'),
  variableMappingDelegateExpression: open('variable-mapping'),
  caseRef: open('case-call'),
  caseBinding: open('case-call'),
  caseVersion: open('case-call'),
  caseTenantId: open('case-call'),
  calledElementType: open('call-by-id'),
  businessKey: open('business-key-own'),
  processInstanceName: open('case-name'),
  processInstanceIdVariableName: open('id-variable'),
  taskIdVariableName: open('id-variable'),
  taskCompleterVariableName: open('completer-variable'),
  errorMessageVariable: open('error-text'),
  errorVariableName: open('error-text'),
  errorEventDefinition: open('external-error'),
  mapException: open('exceptions'),
  eventListener: open('engine-events'),
  in: open('event-payload'),
  out: open('event-payload'),
  scope: { ...dropped('false-is-default', /^global$/), otherwise: 'signal-scope' },
  collection: open('collection-handler'),
  variableAggregation: open('aggregation'),
  resultVariable: open('result-unused'),
  resultVariableName: open('result-unused'),
  resource: open('script-file'),
  value: open('data-value'),
  onTransaction: open('listener-transaction'),
  customPropertiesResolverClass: open('listener-transaction'),
  customPropertiesResolverExpression: open('listener-transaction'),
  customPropertiesResolverDelegateExpression: open('listener-transaction'),
  httpRequestHandler: open('http-handler'),
  httpResponseHandler: open('http-handler'),
  eventType: open('event-registry'),
  eventName: open('event-registry'),
  triggerEventType: open('event-registry'),
  channelKey: open('event-registry'),
  triggerChannelKey: open('event-registry'),
  eventInParameter: open('event-registry'),
  eventOutParameter: open('event-registry'),
  eventCorrelationParameter: open('event-registry'),
  ruleVariablesInput: open('rules'),
  rules: open('rules'),
  exclude: open('rules'),
  dataType: open('ruoyi'),
  text: open('ruoyi'),
  multiLoopType: open('ruoyi'),
  isSequential: open('ruoyi'),
  isSign: open('ruoyi'),
  isTransfer: open('ruoyi'),
  buttonList: open('ruoyi'),
  processCategory: open('ruoyi'),
  candidateStrategy: open('yudao'),
  candidateParam: open('yudao'),
  approveMethod: open('yudao'),
  approveRatio: open('yudao'),
  approveType: open('yudao'),
  rejectHandlerType: open('yudao'),
  rejectReturnTaskId: open('yudao'),
  assignStartUserHandlerType: open('yudao'),
  assignEmptyHandlerType: open('yudao'),
  assignEmptyUserIds: open('yudao'),
  buttonsSetting: open('yudao'),
  fieldsPermission: open('yudao'),
}

/** Flowable's editor marks people and settings of its own; only what it lets the initiator do changes what runs. */
const editorAnswer = (name: string): Answer =>
  name === 'initiator-can-complete' ? dropped('false-is-default', /^false$/) : dropped('tooling')

export function answerTo(what: string, name: string, value: string): Answer | undefined {
  const known = Object.hasOwn(answers, name) ? answers[name] : undefined
  const answer = what.startsWith('flowable-modeler:') ? editorAnswer(name) : known
  return answer?.when && !answer.when.test(value)
    ? { outcome: 'unconverted', code: answer.otherwise ?? 'turned-on' }
    : answer
}
