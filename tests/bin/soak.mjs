/** `npm run soak`: steady load, with memory and lag as it goes on; see docs/operations.md. */
import { runProgram } from './program.mjs'

runProgram('bench/soak.ts', '--expose-gc')
