import { Client } from 'pg'

const channel = 'lianban'
/** PostgreSQL refuses payloads of 8000 bytes. */
const longestPayload = 7_000
const restBeforeReconnect = 1_000
/** How long news are gathered before they go out. */
const gathering = 20

/**
 * News between the nodes of one database: which cases were committed elsewhere. They are hints for open pages, sent after
 * the commit and not with it, because a notification inside a transaction makes all commits of the database wait for each
 * other. Due work is found without them.
 */
export class Changes {
  readonly #url: string
  readonly #send: (payload: string) => Promise<unknown>
  readonly #self: string
  readonly #news = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #client: Client | undefined
  #closed = false

  constructor(url: string, self: string, send: (channel: string, payload: string) => Promise<unknown>) {
    this.#url = url
    this.#self = self
    this.#send = (payload) => send(channel, payload)
  }

  tell(cases: Iterable<string>): void {
    for (const id of cases) this.#news.add(id)
    if (this.#news.size === 0 || this.#closed) return
    this.#timer ??= setTimeout(() => this.#flush(), gathering)
    this.#timer.unref()
  }

  /** Answers once the listening has begun; a connection that breaks is made again. */
  async watch(listener: (cases: readonly string[]) => void): Promise<() => Promise<void>> {
    await this.#listen(listener)
    return () => this.close()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  async #listen(listener: (cases: readonly string[]) => void): Promise<void> {
    const client = new Client({ connectionString: this.#url })
    client.on('notification', ({ payload = '' }) => {
      const [from, ...cases] = payload.split('\n')
      if (from !== this.#self) listener(cases)
    })
    client.on('error', () => {})
    client.on('end', () => this.#again(listener))
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    this.#client = client
  }

  #again(listener: (cases: readonly string[]) => void): void {
    if (this.#closed) return
    setTimeout(() => {
      if (!this.#closed) this.#listen(listener).catch(() => this.#again(listener))
    }, restBeforeReconnect).unref()
  }

  #flush(): void {
    this.#timer = undefined
    let payload = this.#self
    const payloads: string[] = []
    for (const id of this.#news) {
      if (payload.length + id.length > longestPayload) {
        payloads.push(payload)
        payload = this.#self
      }
      payload += `\n${id}`
    }
    this.#news.clear()
    for (const one of [...payloads, payload]) this.#send(one).catch(() => {})
  }
}
