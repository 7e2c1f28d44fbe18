export default {
  server: '服务器时间',
  demo: '演示时钟',
  move: '推进演示时钟',
  hint: '时钟只能向前。推进时，途中到期的定时器会依次触发，就像时间真的过去了一样。',
  day: '推进 1 天',
  week: '推进 1 周（5 个工作日）',
  to: '推进到',
  go: '推进',
  moving: '正在推进，请稍候…',
  fired: '现在是 {now}，途中触发了 {count} 个定时器。',
  none: '现在是 {now}，途中没有定时器到期。',
} as const
