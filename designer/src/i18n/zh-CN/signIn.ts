export default {
  title: '登录',
  account: '账号',
  password: '密码',
  submit: '登录',
  required: '请填写账号和密码。',
  demo: '演示账号',
  demoHint: '点一下即可登录，密码已代为填写。',
  track: '我是申请人，查询办件进度',
} as const
