// One page of several classic scripts. Module scripts and import() fail on file://, so esbuild's chunks (ES modules) are
// rewritten: each becomes a named factory, what the page needs at once is one script, and the rest comes when its
// import() is reached. The sources use plain import().
import { build, transform } from 'esbuild'
import path from 'node:path'

/** Runs in the page before all else: keeps factories, makes modules once, fetches what is not there yet. */
const runtime = files => `(() => {
  const files = ${JSON.stringify(files)}, factories = {}, modules = {}, fetched = {}
  const nameOf = place => place.slice(place.lastIndexOf('/') + 1)
  const need = place => {
    const name = nameOf(place)
    if (!modules[name]) factories[name](need, (modules[name] = { exports: {} }))
    return modules[name].exports
  }
  const known = url => {
    if (!Object.values(files).flat().some(name => url === 'dist/' + name)) throw new TypeError('no part of this page')
    return url
  }
  const policy = globalThis.trustedTypes?.createPolicy('microgpt-lens-chunk', { createScriptURL: known })
  const fetchOnce = name => fetched[name] ??= factories[name] ? Promise.resolve() : new Promise((done, fail) => {
    const script = document.createElement('script')
    const url = 'dist/' + name
    script.src = policy ? policy.createScriptURL(url) : url
    script.onload = done
    script.onerror = () => { delete fetched[name]; fail(new Error('A part of the page could not be loaded: ' + name)) }
    document.head.append(script)
  })
  globalThis.lensChunks = {
    add: (name, factory) => (factories[name] = factory),
    need,
    load: place => Promise.all(files[nameOf(place)].map(fetchOnce)).then(() => need(place)),
  }
})();
`

/**
 * @param options esbuild's options for the page, with one entry point
 * @returns the scripts, by file name, and which of them the first load takes
 */
export async function buildChunks(options, first) {
  const { outputFiles, metafile } = await build({
    ...options,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'dist',
    chunkNames: '[name]-[hash]',
  })
  const outputs = new Map(Object.entries(metafile.outputs).map(([place, output]) => [path.basename(place), output]))
  const entry = path.basename(options.entryPoints[0], '.ts') + '.js'
  const needs = (name, seen = new Set()) => {
    if (seen.has(name)) return seen
    for (const { path: place, kind } of outputs.get(name).imports)
      if (kind === 'import-statement') needs(path.basename(place), seen)
    return seen.add(name)
  }
  const atOnce = needs(entry)
  const later = [...outputs.keys()].filter(name => outputs.get(name).entryPoint && !atOnce.has(name))
  const files = Object.fromEntries(later.map(name => [name, [...needs(name)].filter(part => !atOnce.has(part))]))

  const factories = new Map()
  for (const { path: place, text } of outputFiles) {
    const name = path.basename(place)
    const { code } = await transform(text.replace(/\bimport\("(\.\/[^"]+)"\)/g, 'lensChunks.load("$1")'), {
      format: 'cjs',
      minify: options.minify,
      target: options.target,
    })
    factories.set(name, `lensChunks.add(${JSON.stringify(name)},(require,module)=>{${code}});\n`)
  }
  const scripts = new Map()
  const page = [...atOnce].map(name => factories.get(name)).join('')
  scripts.set(first, `${runtime(files)}${page}lensChunks.need(${JSON.stringify(entry)});\n`)
  for (const name of new Set(Object.values(files).flat())) scripts.set(name, factories.get(name))
  return { scripts, metafile }
}
