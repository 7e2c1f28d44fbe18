import { readFileSync } from 'node:fs'
import { complain, withDatabase } from '../archive/settings.ts'
import { firstAdmin } from '../people/firstAdmin.ts'

const usage = 'Expected an account and a name, and the password on the standard input: npx lianban admin ACCOUNT NAME'

/** `npx lianban admin ACCOUNT NAME`: the first admin of a district without demo data. The password comes in by a pipe. */
export async function run([account, name]: readonly string[]): Promise<number> {
  if (account === undefined || name === undefined || !/^[A-Za-z][A-Za-z0-9._-]{0,39}$/.test(account))
    return complain(`${usage}. An account begins with a letter; letters, digits, dots and hyphens`, 2)
  // Not among the arguments: those are in the list of processes, and in the history of the shell.
  const password = readFileSync(0, 'utf8').split('\n')[0]!.trim()
  if (password.length < 8) return complain('Expected a password of at least 8 characters on the standard input', 2)
  return withDatabase(async (runtime) => {
    if ((await runtime.store.setting('server-schema')) === undefined)
      return complain('The database has no tables yet: start the server once with LIANBAN_DEMO=0, then repeat this')
    const already = await firstAdmin(runtime, { account, name, password })
    if (already !== undefined) return complain(`${already} is an administrator already: they make others`)
    process.stdout.write(`${name} signs in as ${account}, and makes the others under Organisation\n`)
    return 0
  })
}
