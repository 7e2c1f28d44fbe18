/**
 * What goes over the wire between the server and the web app: types only, no code. One file per noun.
 * Instants are ISO 8601 with offset; days are `YYYY-MM-DD` in Asia/Shanghai; a code is stable, words are for people.
 */
export type * from './common.ts'
export type * from './session.ts'
export type * from './people.ts'
export type * from './process.ts'
export type * from './case.ts'
export type * from './task.ts'
export type * from './tracking.ts'
export type * from './correction.ts'
export type * from './migration.ts'
export type * from './supervision.ts'
export type * from './almanac.ts'
