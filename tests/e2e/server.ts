import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = join(dirname(fileURLToPath(import.meta.url)), '../..')

export interface RealServer {
  readonly url: string
  /** Ends the process as a power cut does: nothing is flushed, nobody is told. */
  kill(): Promise<void>
  /** Starts again on the same folder and address. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The server as people run it: a process of its own on a free port, with a folder of its own. */
export async function startServer(clock: string): Promise<RealServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianban-e2e-'))
  let { process: running, url } = await launch(dataDir, clock, '0')
  const kill = async (): Promise<void> => {
    const ended = exited(running)
    running.kill('SIGKILL')
    await ended
  }
  return {
    url,
    kill,
    async restart() {
      const again = await launch(dataDir, clock, new URL(url).port)
      running = again.process
      url = again.url
    },
    async close() {
      if (running.exitCode === null && running.signalCode === null) await kill()
      rmSync(dataDir, { recursive: true })
    },
  }
}

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => void child.once('exit', () => resolve()))

async function launch(dataDir: string, clock: string, port: string): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(checkout, 'server/src/main.ts')], {
    cwd: checkout,
    env: { ...process.env, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, CLOCK: clock, LIANBAN_DEMO: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /listens on (http:\/\/\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`Expected the server to listen, but it ended with ${code}: ${said}`)))
  })
  return { process: child, url }
}
