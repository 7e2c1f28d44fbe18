import { expect, type Download, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { fillIn, ordinary, type Data } from './forms.ts'

export interface Receipt {
  readonly caseNo: string
  readonly code: string
  readonly caseUrl: string
}

/** Files an application at the window; answers what is printed on the receipt. */
export async function fileApplication(page: Page, projectName: string): Promise<Receipt> {
  await page.goto('/filing')
  await fillIn(page, { ...ordinary, project: { ...(ordinary['project'] as Data), name: projectName } })
  await page.getByRole('button', { name: '收件并出具回执' }).click()
  const receipt = page.getByRole('region', { name: '收件成功' })
  await expect(receipt).toBeVisible()
  const [caseNo = '', code = ''] = await receipt.locator('dd.lb-mono').allInnerTexts()
  const caseUrl = (await receipt.getByRole('link', { name: '查看办件' }).getAttribute('href')) ?? ''
  return { caseNo, code, caseUrl }
}

/** Opens the officer's department box and from it the task of a case. */
export async function openTask(page: Page, caseNo: string): Promise<void> {
  await page.goto('/inbox/department')
  await page.locator('[data-row]', { hasText: caseNo }).click()
  await expect(page.locator('.task h2').first()).toBeVisible()
}

export async function claim(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^认领/ })
  await button.click()
  await expect(button).toHaveCount(0)
  await expect(page.getByRole('button', { name: '提交办理结果' })).toBeVisible()
}

/** Fills in and submits the open task, and waits until it is done. */
export async function complete(page: Page, data: Data): Promise<void> {
  await fillIn(page.locator('.work'), data)
  await page.getByRole('button', { name: '提交办理结果' }).click()
  await page.getByRole('dialog', { name: '提交后将会' }).getByRole('button', { name: '确认提交' }).click()
  await expect(page.locator('.el-message')).toContainText('已完成')
}

export async function claimAndComplete(page: Page, caseNo: string, data: Data): Promise<void> {
  await openTask(page, caseNo)
  await claim(page)
  await complete(page, data)
}

export const accept: Data = { reception: { outcome: 'accept', checked: ['power', 'complete', 'form'] } }
const points = ['materials', 'standards', 'planning']
export const agree: Data = { opinion: { points, decision: 'agree' } }
export const agreeWith = (conditions: string): Data => ({ opinion: { points, decision: 'conditional', conditions } })

/** The downloaded file is a PDF with a page. */
export async function expectPdf(download: Download): Promise<void> {
  const file = await readFile(await download.path())
  expect(file.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect(file.toString('latin1')).toMatch(/\/Type \/Page\b/)
  expect(file.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true)
}

/** The applicant's page, opened with what stands on the receipt. */
export async function track(page: Page, { caseNo, code }: Receipt): Promise<void> {
  await page.goto('/track')
  await page.getByLabel('办件编号').fill(caseNo)
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '查询', exact: true }).click()
  await expect(page.getByText(caseNo).first()).toBeVisible()
}
