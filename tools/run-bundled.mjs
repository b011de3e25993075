// Runs one TypeScript file of the project under Node.
import { build } from 'esbuild'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { loaders } from './build.mjs'
import { wasmFromAssemblyScript } from './wasm.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

export async function runBundled(entry) {
  const outfile = path.join(root, 'dist/tools', path.basename(entry, '.ts') + '.mjs')
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    loader: loaders,
    plugins: [wasmFromAssemblyScript],
    logLevel: 'warning',
    packages: 'external',
  })
  return import(pathToFileURL(outfile).href)
}
