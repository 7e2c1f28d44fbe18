import { z } from 'zod'
import type { CardRules } from '../../contract/index.ts'

const colour = z.enum(['blue', 'yellow', 'red'])
const trigger = z.discriminatedUnion('on', [
  z.object({ on: z.literal('left'), days: z.number().int().min(0).max(60), share: z.number().min(0).max(1) }),
  z.object({ on: z.literal('passed') }),
  z.object({ on: z.literal('unanswered'), colour }),
  z.object({ on: z.literal('refused'), codes: z.array(z.string()).min(1), times: z.number().int().min(1).max(100) }),
])
const rule = z.object({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/),
  name: z.object({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
  enabled: z.boolean(),
  colour,
  trigger,
  kinds: z.array(z.enum(['statutory', 'promised', 'step', 'department'])),
  processes: z.array(z.string()),
  level: z.number().int().min(0).max(3),
  answerDays: z.number().int().min(1).max(60).nullable(),
  action: z.enum(['none', 'reassign', 'deemedConsent']),
})

/** What PUT /api/supervision/rules takes. */
export const rulesShape: z.ZodType<CardRules> = z.object({
  revision: z.number().int().min(0),
  rules: z.array(rule).max(100),
})
