export default {
  palette: '命令面板',
  search: '输入命令名称…',
  none: '没有匹配的命令。换个词试试。',
  help: '键盘快捷键',
  helpHint: '在输入框里打字时，单键快捷键不起作用。',
  go: '前往：{page}',
  key: '按键',
  action: '作用',
} as const
