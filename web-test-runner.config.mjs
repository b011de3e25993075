/** Runs what `tools/bundle-tests.mjs` bundled, in Chromium with WebGPU: `npx web-test-runner`. */
import { chromeLauncher } from '@web/test-runner'

export default {
  files: ['dist/tests/browser/**/*.js'],
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
        // The sandbox can't start where tests run as root. The second flag lets SwiftShader stand in for a graphics card.
        args: ['--no-sandbox', '--enable-unsafe-webgpu'],
      },
    }),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
}
