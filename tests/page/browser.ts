/** Drives the built page in a real browser, by role and name, with real clicks and keys. */
import path from 'node:path'
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core'
import { chromiumFlags, findChromium, withGpu } from '../../tools/chromium.mjs'
import { serve } from '../../tools/serve.mjs'

export interface Opened {
  readonly page: Page
  /** Everything that the page complained of: errors, and violations of its content security policy. */
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

export interface Opening {
  readonly gpu?: boolean
  readonly from?: 'server' | 'file'
  /** Another address than that of the server for all tests. */
  readonly address?: string
  readonly hash?: string
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  readonly reducedMotion?: boolean
  /** Runs in the page before anything of it. */
  readonly before?: () => void
}

let browsers: Partial<Record<'gpu' | 'plain', Promise<Browser>>> = {}
let served: ReturnType<typeof serve> | null = null

export const serverAddress = async (): Promise<string> => (await (served ??= serve())).address
const fileAddress = `file://${path.resolve('index.html')}`

const browserWith = (gpu: boolean): Promise<Browser> =>
  (browsers[gpu ? 'gpu' : 'plain'] ??= puppeteer.launch({
    executablePath: findChromium(),
    args: [...chromiumFlags, ...(gpu ? withGpu : [])],
  }))

/** Opens the page in a fresh profile and waits until its first trace is on the screen. */
export async function openPage(opening: Opening = {}): Promise<Opened> {
  const {
    gpu = false,
    from = 'server',
    hash = '',
    width = 1440,
    height = 900,
    dark = false,
    reducedMotion = false,
  } = opening
  const context = await (await browserWith(gpu)).createBrowserContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error instanceof Error ? error.message : String(error)))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  await page.setViewport({ width, height })
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
  ])
  await page.evaluateOnNewDocument(() =>
    addEventListener('securitypolicyviolation', event =>
      console.error('policy', event.violatedDirective, event.blockedURI),
    ),
  )
  if (opening.before) await page.evaluateOnNewDocument(opening.before)
  const address = opening.address ?? (from === 'file' ? fileAddress : await serverAddress())
  await page.goto(address + hash)
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 })
  return { page, complaints, close: () => context.close() }
}

/** Ends what the tests of one file started. */
export async function closeAll(): Promise<void> {
  for (const browser of Object.values(browsers)) await (await browser)?.close()
  browsers = {}
  if (served) (await served).server.close()
  served = null
}

/** The element with a role and a name, as a screen reader finds it. */
export async function byRole(page: Page, role: string, name: string): Promise<ElementHandle> {
  const found = await page.waitForSelector(`aria/${name}[role="${role}"]`, { timeout: 5000 })
  if (!found) throw new Error(`there is no ${role} called ${name}`)
  return found
}

export const clickOn = async (page: Page, role: string, name: string): Promise<void> =>
  (await byRole(page, role, name)).click()

/** Elements through every open shadow root. */
export const all = (page: Page, selector: string): Promise<ElementHandle[]> => page.$$(`pierce/${selector}`)

/** The first of them; fails where there is none within five seconds. */
export async function one(page: Page, selector: string): Promise<ElementHandle> {
  // Asked again and again: what changes inside a shadow root wakes nobody who waits outside.
  for (const end = Date.now() + 5000; ; await pause(50)) {
    const found = await page.$(`pierce/${selector}`)
    if (found) return found
    if (Date.now() > end) throw new Error(`nothing matches ${selector}`)
  }
}

export const textOf = (handle: ElementHandle): Promise<string> =>
  handle.evaluate(element => element.textContent?.replace(/\s+/g, ' ').trim() ?? '')

/** The line numbers that are lit in the code. */
export const litLines = (page: Page): Promise<string[]> =>
  all(page, '.cm-line.lens-active').then(lines => Promise.all(lines.map(textOf)))

export const pause = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

/** Waits until something holds; says what when it never does. */
export async function until(what: string, holds: () => Promise<boolean>, milliseconds = 8000): Promise<void> {
  const end = Date.now() + milliseconds
  while (Date.now() < end) {
    if (await holds()) return
    await pause(50)
  }
  throw new Error(`waited ${milliseconds} ms, but never: ${what}`)
}
