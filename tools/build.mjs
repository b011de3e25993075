#!/usr/bin/env node
// Builds dist/: the page as classic scripts (it opens from file:// too), the worker inside them, and the terminal's door.
import { build } from 'esbuild'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildChunks } from './chunks.mjs'
import { computationSources } from './sources.mjs'
import { wasmFromAssemblyScript } from './wasm.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

export const loaders = { '.py': 'text', '.wgsl': 'text', '.txt': 'text', '.css': 'text' }

const common = {
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  loader: loaders,
  plugins: [wasmFromAssemblyScript],
  logLevel: 'warning',
  legalComments: 'none',
}

/**
 * Bundles the worker and hands it to the page as text, under the import `worker:engine`; what it may need later, as the
 * code for WebGPU, is under `worker:parts`, by name.
 */
export const workerAsText = minify => ({
  name: 'worker-as-text',
  setup(plugins) {
    let built = null
    const options = { ...common, minify, entryPoints: ['src/lens/worker/worker.ts'] }
    plugins.onStart(() => void (built = null))
    plugins.onResolve({ filter: /^worker:(engine|parts)$/ }, ({ path }) => ({ path, namespace: 'worker' }))
    plugins.onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path }) => {
      const { scripts } = await (built ??= buildChunks(options, 'worker.js', 'worker'))
      const { 'worker.js': first, ...parts } = Object.fromEntries(scripts)
      return path === 'worker:engine'
        ? { contents: first, loader: 'text' }
        : { contents: JSON.stringify(parts), loader: 'json' }
    })
  },
})

export async function buildAll({ minify = true } = {}) {
  const dist = path.join(root, 'dist')
  mkdirSync(dist, { recursive: true })
  const page = {
    ...common,
    minify,
    conditions: ['production'],
    plugins: [...common.plugins, workerAsText(minify), computationSources(root)],
  }
  const [{ scripts }] = await Promise.all([
    buildChunks({ ...page, entryPoints: ['src/main.ts'] }, 'page.js'),
    build({ ...page, entryPoints: ['src/theme.ts'], outfile: 'dist/theme.js', format: 'iife' }),
    build({ ...common, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', format: 'esm', platform: 'node' }),
  ])
  for (const file of readdirSync(dist))
    if (/-[A-Z0-9]{8}\.js$/.test(file) && !scripts.has(file)) rmSync(path.join(dist, file))
  for (const [name, code] of scripts) writeFileSync(path.join(dist, name), code)
}

/** Bytes of JavaScript that the first load fetches, compressed. */
export const firstLoad = () =>
  ['dist/page.js', 'dist/theme.js'].reduce(
    (sum, file) => sum + gzipSync(readFileSync(path.join(root, file)), { level: 9 }).length,
    0,
  )

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll({ minify: !process.argv.includes('--plain') })
  console.log(`dist/ is built; the page loads ${(firstLoad() / 1000).toFixed(1)} kB of JavaScript, compressed`)
}
