import { serve } from '@hono/node-server'
import pino from 'pino'
import { demoPassword, people } from './demo/district.ts'
import { openServer, version } from './index.ts'

const {
  PORT = '3000',
  HOST = '127.0.0.1',
  DATA_DIR = './data',
  LIANBAN_DEMO = '1',
  CLOCK,
  DATABASE_URL,
  METRICS_TOKEN,
  NODE_NAME,
} = process.env
const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn' })

const port = Number(PORT)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`Expected PORT to be a number from 0 to 65535, but it is ${PORT}`)
  process.exit(2)
}

const running = await openServer({
  dataDir: DATA_DIR,
  databaseUrl: DATABASE_URL || undefined,
  demo: LIANBAN_DEMO !== '0',
  ...(CLOCK === undefined ? {} : { startAt: CLOCK }),
  log,
  metricsToken: METRICS_TOKEN || undefined,
  node: NODE_NAME || undefined,
})

const listener = serve({ fetch: running.app.fetch, port, hostname: HOST }, ({ port: actual }) => {
  console.log(
    `Lianban 联办 ${version} listens on http://${HOST}:${actual} (data in ${DATABASE_URL ? 'PostgreSQL' : DATA_DIR})`,
  )
  if (!running.seeded) return
  console.log(`A demo district was seeded. Everybody signs in with the password «${demoPassword}»:`)
  for (const { account, name, post } of people) console.log(`  ${account.padEnd(10)} ${name} · ${post}`)
})
listener.on('error', (error: NodeJS.ErrnoException) => {
  const words =
    error.code === 'EADDRINUSE' ? `Port ${port} is taken: stop what listens there, or set PORT` : String(error)
  console.error(words)
  process.exit(1)
})

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  // Open event streams would hold the listener for ever.
  if ('closeAllConnections' in listener) setTimeout(() => listener.closeAllConnections(), 1000).unref()
  listener.close(() => {
    void running.close().then(() => process.exit(0))
  })
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
