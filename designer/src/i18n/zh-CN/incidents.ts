/** Why a case stands still, by the code of its incident; the engine's own words follow as the detail. */
export default {
  'called-process-missing': '要调用的流程还没有发布。',
  'called-process-refused': '被调用的流程没有接受启动。',
  'condition-not-boolean': '判断条件的结果不是“是”或“否”。',
  'data-unavailable': '环节需要的数据还没有。',
  'decision-failed': '决策算不出结果。',
  'decision-not-found': '要用的决策还没有发布。',
  'error-uncaught': '发生的业务错误没有环节处理。',
  'expression-failed': '表达式算不出结果。',
  'job-failed': '系统步骤没有做成。',
  'no-flow': '没有一条去向符合条件，也没有默认去向。',
  'no-such-element': '要启动的环节不存在。',
  'runaway-loop': '流程一直在循环，没有停下来等待的环节。',
  'wrong-timer': '定时器的时间算不出来。',
  'wrong-type': '表达式的结果类型不对。',
  'no-such-rule': '规则库里没有这条时限，或在受理之日尚未生效：',
  'no-such-calendar': '没有这个日历：',
} as const
