/** Runs what `tools/bundle-tests.mjs` bundled, in Chromium with WebGPU: `npx web-test-runner`. */
import { chromeLauncher } from '@web/test-runner'
import { chromiumFlags, findChromium, withGpu } from './tools/chromium.mjs'

export default {
  files: ['dist/tests/browser/**/*.js'],
  concurrency: 1,
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: findChromium(), args: [...chromiumFlags, ...withGpu] } }),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
}
