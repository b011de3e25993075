/** An esbuild plugin: the import `wasm:x` is the folder src/x, compiled by AssemblyScript, as bytes. */
import asc from 'assemblyscript/asc'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const cache = path.join(root, 'node_modules/.cache/kernels')
const options =
  '-O3 --converge --noAssert --runtime stub --enable simd --importMemory --initialMemory 1 --exportTable'.split(' ')

/** What is being compiled, by its hash: page, worker and terminal ask at the same time. */
const compiling = new Map()

/** Compiles folder/index.ts; what was compiled before from the same text is not compiled again. */
async function compile(folder) {
  const sources = readdirSync(folder)
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(path.join(folder, file), 'utf8'))
  const { version } = asc
  const hash = createHash('sha256')
    .update(JSON.stringify([version, options, sources]))
    .digest('hex')
    .slice(0, 16)
  const known = path.join(cache, `${hash}.wasm`)
  if (!compiling.has(hash) && !existsSync(known)) compiling.set(hash, compileTo(known, folder))
  await compiling.get(hash)
  return readFileSync(known)
}

async function compileTo(known, folder) {
  mkdirSync(cache, { recursive: true })
  const started = `${known}-${process.pid}`
  const entry = path.relative(root, path.join(folder, 'index.ts'))
  const { error, stderr } = await asc.main([
    entry,
    '--baseDir',
    root,
    '--outFile',
    path.relative(root, started),
    ...options,
  ])
  if (error) throw new Error(`${error.message}\n${stderr}`)
  renameSync(started, known)
}

export const wasmFromAssemblyScript = {
  name: 'wasm-from-assemblyscript',
  setup(plugins) {
    plugins.onResolve({ filter: /^wasm:/ }, ({ path: name }) => ({
      path: path.join(root, 'src', name.slice('wasm:'.length)),
      namespace: 'wasm',
    }))
    plugins.onLoad({ filter: /.*/, namespace: 'wasm' }, async ({ path: folder }) => ({
      contents: await compile(folder),
      loader: 'binary',
      watchDirs: [folder],
    }))
  },
}
