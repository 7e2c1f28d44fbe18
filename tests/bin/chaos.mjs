/** `npm run chaos`: kills the runtime and checks what is left; see docs/operations.md. */
import { runProgram } from './program.mjs'

runProgram('chaos/run.ts')
