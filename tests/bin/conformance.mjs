/** `npm run conformance -- DIR…`: plays the conformance cases below the folders; see tests/conformance/README.md. */
import { runProgram } from './program.mjs'

runProgram('conformance/run.ts')
