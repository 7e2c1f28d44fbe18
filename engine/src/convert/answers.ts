import type { RowCode } from './words/codes.ts'

export interface Answer {
  readonly outcome: 'dropped' | 'unconverted'
  readonly code: RowCode
  /** Only for values that match. */
  readonly when?: RegExp
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
  scope: open('signal-scope'),
  collection: open('collection-handler'),
  variableAggregation: open('aggregation'),
  resultVariable: open('result-unused'),
  resultVariableName: open('result-unused'),
  resource: open('script-file'),
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

export function answerTo(name: string, value: string): Answer | undefined {
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
  return answer?.when && !answer.when.test(value) ? { outcome: 'unconverted', code: 'turned-on' } : answer
}
