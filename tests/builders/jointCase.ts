import { readFileSync } from 'node:fs'
import type { Client, TestServer } from './server.ts'

const { ordinary } = JSON.parse(
  readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
) as { ordinary: { project: Record<string, unknown> } }

export interface JointCase {
  readonly caseId: string
  readonly caseNo: string
  readonly trackingCode: string
}

/** Files an ordinary application for a building permit: the natural resources, fire and environment departments review it. */
export async function fileJointCase(desk: Client, name = '城东标准厂房'): Promise<JointCase> {
  const data = { ...ordinary, project: { ...ordinary.project, name } }
  return (await desk('POST', '/api/cases', { processId: 'joint-approval', data })).body
}

/** The open task of a case's element that the client may work on. */
export async function taskOf(
  client: Client,
  caseId: string,
  element: string,
): Promise<{ id: string; revision: number }> {
  const boxes = [await client('GET', '/api/tasks?box=mine'), await client('GET', '/api/tasks?box=department')]
  const tasks = boxes.flatMap(({ body }) => body.items as { id: string; caseId: string; element: string }[])
  const found = tasks.find((task) => task.caseId === caseId && task.element === element)
  if (!found) throw new Error(`Expected an open task ${element} of case ${caseId}`)
  const { body } = await client('GET', `/api/tasks/${found.id}`)
  return { id: found.id, revision: body.revision }
}

export async function completeTask(client: Client, caseId: string, element: string, data: object): Promise<void> {
  const { id, revision } = await taskOf(client, caseId, element)
  const answer = await client('POST', `/api/tasks/${id}/complete`, { revision, data })
  if (answer.status !== 200) throw new Error(`Expected ${element} to be completed: ${JSON.stringify(answer.body)}`)
}

/** Accepts the filing, so that the departments' limits and the statutory one begin. */
export async function acceptJointCase(server: TestServer, desk: Client, caseId: string): Promise<void> {
  const reception = { outcome: 'accept', checked: ['power', 'complete', 'form'] }
  await completeTask(desk, caseId, 'reception', { reception })
  await server.running.runtime.settle()
}
