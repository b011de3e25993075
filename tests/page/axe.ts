/** What axe says of the page as it stands. */
import { readFileSync } from 'node:fs'
import type axeModule from 'axe-core'
import type { Page } from 'puppeteer-core'
import { all } from './browser.ts'

const source = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** @param withTables opens whatever folds up before */
export async function axeFindings(page: Page, { withTables = false } = {}): Promise<string[]> {
  if (withTables)
    for (const summary of await all(page, 'details:not([open]) > summary'))
      await summary.evaluate(found => (found.parentElement as HTMLDetailsElement).setAttribute('open', ''))
  // The page's policy lets no script in; the debugger may.
  const client = await page.createCDPSession()
  await client.send('Runtime.evaluate', { expression: source })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof axeModule }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    const words = (nodes: (typeof violations)[number]['nodes']): string =>
      nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join(' | ')
    return violations.map(({ id, nodes }) => `${id}: ${words(nodes.slice(0, 2))}`)
  })
}
