// Finds the browser that the tests drive: CHROME_PATH, then an installed one, then Debian's package where it may be had.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const onPath = name => spawnSync('which', [name]).stdout?.toString().trim() || null

const installed = () => names.map(onPath).find(Boolean) ?? places.find(existsSync) ?? null

/** The path of a Chromium; ends with a sentence where there is none and none can be installed. */
export function findChromium() {
  const chosen = process.env.CHROME_PATH
  if (chosen) {
    if (existsSync(chosen)) return chosen
    throw new Error(`CHROME_PATH is ${chosen}, but there is no such file.`)
  }
  return installed() ?? installFromDebian()
}

function installFromDebian() {
  const mayInstall = onPath('apt-get') && process.getuid?.() === 0
  if (mayInstall) {
    console.log('No Chromium here: installing the chromium package of this Debian.')
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    execFileSync('apt-get', ['update'], options)
    execFileSync(
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-liberation'],
      options,
    )
  }
  const found = installed()
  if (found) return found
  throw new Error('The tests drive a real browser: install Chromium or Chrome, or set CHROME_PATH to one.')
}

/** Flags for a headless browser with WebGPU, on a machine without a GPU too. */
export const withGpu = ['--enable-unsafe-webgpu']
export const chromiumFlags = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
