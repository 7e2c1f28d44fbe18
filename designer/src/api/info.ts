import type { Info } from '@lianban/server/contract'
import { get, path } from './client.ts'

export const readInfo = (): Promise<Info> => get(path('info'))
