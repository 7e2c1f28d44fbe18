import { hash } from 'node:crypto'
import type { Digest } from '../audit/chain.ts'

/** SHA-256 in base64 without padding. */
export const digest: Digest = (text) => hash('sha256', text, 'base64').slice(0, 43)
