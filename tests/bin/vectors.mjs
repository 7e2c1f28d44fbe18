/** `npm run vectors -- FILE`: plays test vectors of the legal clock; see tests/vectors/run.ts. */
import { runProgram } from './program.mjs'

runProgram('vectors/run.ts')
