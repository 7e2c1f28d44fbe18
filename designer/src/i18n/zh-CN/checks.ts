export default {
  title: '问题',
  error: '错误',
  warning: '提醒',
  errors: '{count} 个错误',
  warnings: '{count} 个提醒',
  none: '没有发现问题',
  checking: '正在检查…',
  failed: '检查没有完成',
  unnamed: '未命名的{type}',
  thisElement: '这一环节',
  mark: '{count} 个问题，其中 {errors} 个错误',
} as const
