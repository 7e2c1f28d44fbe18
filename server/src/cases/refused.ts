import type { Refusal } from '@lianban/engine/runtime'
import { ApiError } from '../problem.ts'

const missing = new Set(['no-such-case', 'no-such-process', 'no-such-task', 'no-such-job', 'no-such-instance'])

/** The engine's rejection as an HTTP answer: 404 for what does not exist, 409 for what is no longer as it was. */
export const refused = ({ code, words, remedy }: Refusal): ApiError =>
  new ApiError(missing.has(code) ? 404 : 409, code, words, { remedy })
