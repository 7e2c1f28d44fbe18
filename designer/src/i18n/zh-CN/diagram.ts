export default {
  label: '流程图',
  failed: '流程图无法显示：文件不是有效的 BPMN，或缺少图形信息。',
  active: '正在进行：{steps}',
  ended: '流程已经走完',
  completed: '已完成 {count} 个环节',
  incidents: '需要处理的异常：{steps}',
  activeStep: '正在进行：{name}（{count}）',
  doneStep: '已完成：{name}',
  incidentStep: '发生异常：{name}',
} as const
