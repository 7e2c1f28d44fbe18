import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '../measure.ts'
import { bytesOfStep } from './bytes.ts'
import { inbox } from './inbox.ts'
import { severalNodes } from './nodes.ts'
import { throughput } from './throughput.ts'
import { timers } from './timers.ts'

/** Everything durable: commands beside the limit of the disk, inboxes and timers among a million, several nodes. */
export async function runtimeSuite(rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lianban-bench-'))
  try {
    return [
      ...(await throughput(folder, rounds)),
      ...(await bytesOfStep()),
      ...(await severalNodes()),
      ...(await inbox(folder)),
      ...(await timers(folder)),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
