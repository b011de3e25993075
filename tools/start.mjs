#!/usr/bin/env node
// npm start: builds, serves, prints the address, and opens it where there is a desktop.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildAll } from './build.mjs'
import { serve } from './serve.mjs'

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'))
await buildAll()
const wanted = Number(process.env.PORT ?? 4173)
const { address } = await serve(wanted).catch(() => serve(0))
console.log(`microgpt lens: ${address}`)

const hasDesktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
if (hasDesktop && !process.env.CI) {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open'
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
