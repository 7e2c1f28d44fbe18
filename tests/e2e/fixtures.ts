import { test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { startServer, type RealServer } from './server.ts'

/** Somebody at a browser of their own. */
export type Visit = (account: string | null, options?: BrowserContextOptions) => Promise<Page>

export const today = '2026-09-21T09:00:00+08:00'

/**
 * `server`: a fresh server, seeded, on Monday 2026-09-21. `visit`: a page of somebody who has signed in by the screen, or
 * of somebody unknown. A test fails when a page met an error that nobody caught.
 */
export const test = base.extend<{ server: RealServer; visit: Visit }>({
  // Playwright reads from this pattern that the fixture needs no other.
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await startServer(today)
    await use(server)
    await server.close()
  },
  visit: async ({ browser, server }, use) => {
    const errors: string[] = []
    const contexts: Awaited<ReturnType<Browser['newContext']>>[] = []
    await use(async (account, options = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...options })
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(`${account ?? 'visitor'} at ${page.url()}: ${error.message}`))
      if (account) await signIn(page, account)
      return page
    })
    for (const context of contexts) await context.close()
    base.expect(errors).toEqual([])
  },
})
export { expect } from '@playwright/test'

async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('#account').fill(account)
  await page.locator('#password').fill('lianban')
  await page.locator('form button[type="submit"]').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** A picture of the screen, for people to look at. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${import.meta.dirname}/out/screens/${name}.png`, animations: 'disabled' })
}
