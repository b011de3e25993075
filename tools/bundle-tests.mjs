/** Bundles the tests that need a browser into dist/tests/browser/, one file each: `node tools/bundle-tests.mjs [part of a path]`. */
import { build } from 'esbuild'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['tests/gpu', 'tests/elements']
const outdir = join(root, 'dist/tests/browser')

/** @param {string} part only files whose path holds this; all when empty */
export async function bundleTests(part = '') {
  const entryPoints = folders
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(folder => readdirSync(join(root, folder), { recursive: true }).map(file => join(folder, String(file))))
    .filter(file => file.endsWith('.test.ts') && file.includes(part))
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
    loader: { '.wgsl': 'text', '.py': 'text', '.txt': 'text', '.css': 'text', '.safetensors': 'binary' },
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  })
  return entryPoints
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundled = await bundleTests(process.argv[2])
  console.log(`${bundled.length} test files bundled into dist/tests/browser`)
}
