import type { CardRule } from '../../contract/index.ts'

const common = { enabled: true, processes: [] as string[], action: 'none' as const }

/** What holds until a monitor office writes its own rules: thresholds as Chengdu publishes them; other cities differ. */
export const defaultRules: readonly CardRule[] = [
  {
    ...common,
    id: 'nearly-due',
    name: {
      zh: '期限将满：剩余一个工作日或者五分之一以下',
      en: 'Nearly due: one working day or a fifth of the limit left',
    },
    colour: 'blue',
    trigger: { on: 'left', days: 1, share: 0.2 },
    kinds: [],
    level: 0,
    answerDays: null,
  },
  {
    ...common,
    id: 'step-passed',
    name: { zh: '超过承诺、环节或者部门期限', en: 'Promised, step or department limit passed' },
    colour: 'yellow',
    trigger: { on: 'passed' },
    kinds: ['promised', 'step', 'department'],
    level: 1,
    answerDays: 2,
  },
  {
    ...common,
    id: 'statutory-passed',
    name: { zh: '超过法定期限', en: 'Statutory limit passed' },
    colour: 'red',
    trigger: { on: 'passed' },
    kinds: ['statutory'],
    level: 2,
    answerDays: 2,
  },
  {
    ...common,
    id: 'unanswered',
    name: { zh: '黄牌发出后两个工作日内未说明', en: 'Yellow card not explained within two working days' },
    colour: 'red',
    trigger: { on: 'unanswered', colour: 'yellow' },
    kinds: [],
    level: 2,
    answerDays: 2,
  },
  {
    ...common,
    id: 'forbidden',
    name: {
      zh: '一再试图违规暂停、延期、倒填日期或者二次补正',
      en: 'Repeated attempts at a forbidden pause, extension, back-dating or second notice',
    },
    colour: 'red',
    trigger: {
      on: 'refused',
      codes: ['ground-not-allowed', 'notice-missing', 'back-dated', 'limit-over', 'second-notice'],
      times: 3,
    },
    kinds: [],
    level: 2,
    answerDays: 2,
  },
]
