/** `npm run bench`: measures the engine; see docs/performance.md. */
import { runProgram } from './program.mjs'

runProgram('bench/run.ts')
