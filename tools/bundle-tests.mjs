/** Bundles the tests that need a browser into dist/tests/browser/, one file each: `node tools/bundle-tests.mjs [folder …]`. */
import { build } from 'esbuild'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loaders, workerAsText } from './build.mjs'
import { computationSources } from './sources.mjs'
import { wasmFromAssemblyScript } from './wasm.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = join(root, 'dist/tests/browser')

const testsIn = folder =>
  readdirSync(join(root, folder), { recursive: true })
    .map(file => join(folder, String(file)))
    .filter(file => file.endsWith('.test.ts'))

/** @param {string[]} folders of tests/, those that do not exist are left out; what was bundled before goes */
export async function bundleBrowserTests(folders = ['gpu', 'elements']) {
  const there = folders.map(folder => join('tests', folder)).filter(folder => existsSync(join(root, folder)))
  const entryPoints = there.flatMap(testsIn)
  rmSync(outdir, { recursive: true, force: true })
  if (entryPoints.length === 0) return entryPoints
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outbase: 'tests',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    loader: loaders,
    plugins: [wasmFromAssemblyScript, workerAsText(false), computationSources(root)],
    // Lit's decorators are TypeScript's own: the setting is there.
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  })
  return entryPoints
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folders = process.argv.slice(2)
  const bundled = await bundleBrowserTests(folders.length > 0 ? folders : undefined)
  console.log(`${bundled.length} test files bundled into dist/tests/browser`)
}
