import { createHash } from 'node:crypto'
import type { Digest } from '../audit/chain.ts'

/** SHA-256 in base64 without padding. */
export const digest: Digest = (text) => createHash('sha256').update(text).digest('base64').slice(0, 43)
