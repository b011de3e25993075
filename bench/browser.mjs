// The browser: bundles the page, serves it, and opens contenders in it, each in a page of its own.
import { build } from 'esbuild'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { loaders } from '../tools/build.mjs'
import { chromiumFlags, findChromium, withGpu } from '../tools/chromium.mjs'
import { serve } from '../tools/serve.mjs'
import { wasmFromAssemblyScript } from '../tools/wasm.mjs'

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Pages in the background are as fast as the one in front. */
const unthrottled = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

export async function bundlePage() {
  const outdir = path.join(root, 'dist/bench')
  rmSync(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/page.mjs'],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    loader: loaders,
    plugins: [wasmFromAssemblyScript],
    logLevel: 'error',
    // tfjs asks for these only under Node.
    external: ['node-fetch', 'util'],
  })
}

/** @returns the address of the page, and what closes the server */
export async function servePage() {
  const { server, address } = await serve()
  return { address: `${address}bench/page.html`, close: () => server.close() }
}

export const launch = () =>
  puppeteer.launch({
    executablePath: findChromium(),
    args: [...chromiumFlags, ...withGpu, ...unthrottled],
    protocolTimeout: 0,
  })

/** A page with `bench` in it. */
export async function openPage(browser, address) {
  const page = await browser.newPage()
  page.on('pageerror', error => console.error(String(error)))
  await page.goto(address)
  await page.waitForFunction('globalThis.bench')
  return page
}

/** Bytes that the page holds: JavaScript with its typed arrays, memories of WebAssembly, buffers of the GPU. */
export async function memoryOf(page) {
  await collectGarbage(page)
  const session = await page.createCDPSession()
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  const known = await page.evaluate(() => globalThis.bench.bytes())
  return { heap: usedSize + backingStorageSize, ...known }
}

/** Frees what the page no longer holds, now and not when others are measured. */
export async function collectGarbage(page) {
  const session = await page.createCDPSession()
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
}
