// One page of several classic scripts. Module scripts and import() fail on file://, so esbuild's chunks (ES modules) are
// rewritten: each becomes a named factory, what the page needs at once is one script, and the rest comes when its
// import() is reached. The sources use plain import().
import { build, transform } from 'esbuild'
import path from 'node:path'

/** How a part gets there that the first script does not hold: each gives `name => Promise`. */
const fetchers = {
  /** In the page: as a script of dist/, which also works from the file system. Networks drop one at times. */
  page: files => `(() => {
    const known = url => {
      if (!${JSON.stringify(files)}.some(name => url === 'dist/' + name)) throw new TypeError('no part of this page')
      return url
    }
    const policy = globalThis.trustedTypes?.createPolicy('microgpt-lens-chunk', { createScriptURL: known })
    const load = name => new Promise((done, fail) => {
      const script = document.createElement('script')
      const url = 'dist/' + name
      script.src = policy ? policy.createScriptURL(url) : url
      script.onload = done
      script.onerror = () => fail(new Error('A part of the page could not be loaded: ' + name))
      document.head.append(script)
    })
    return name => load(name).catch(() => new Promise(again => setTimeout(again, 500)).then(() => load(name)))
  })()`,
  /** In a worker, which loads nothing by itself when the page is a file: asks the page for the text. */
  worker: () => `(() => {
    const made = new Set()
    const own = url => {
      if (!made.has(url)) throw new TypeError('no part of this worker')
      return url
    }
    const policy = globalThis.trustedTypes?.createPolicy('microgpt-lens-part', { createScriptURL: own })
    return name => new Promise((done, fail) => {
      const onPart = ({ data }) => {
        if (data?.part !== name) return
        removeEventListener('message', onPart)
        if (typeof data.text !== 'string') return fail(new Error('A part of the engine could not be loaded: ' + name))
        const url = URL.createObjectURL(new Blob([data.text], { type: 'text/javascript' }))
        made.add(url)
        try {
          importScripts(policy ? policy.createScriptURL(url) : url)
          done()
        } catch (error) {
          fail(error)
        }
        URL.revokeObjectURL(url)
      }
      addEventListener('message', onPart)
      postMessage({ part: name })
    })
  })()`,
}

/** Runs before all else: keeps factories, makes modules once, fetches what is not there yet. */
const runtime = (files, place) => `(() => {
  const files = ${JSON.stringify(files)}, factories = {}, modules = {}, fetched = {}
  const fetchPart = ${fetchers[place]([...new Set(Object.values(files).flat())])}
  const nameOf = place => place.slice(place.lastIndexOf('/') + 1)
  const need = place => {
    const name = nameOf(place)
    if (!modules[name]) factories[name](need, (modules[name] = { exports: {} }))
    return modules[name].exports
  }
  const fetchOnce = name => fetched[name] ??= factories[name] ? Promise.resolve() : fetchPart(name).catch(error => {
    delete fetched[name]
    throw error
  })
  globalThis.lensChunks = {
    add: (name, factory) => (factories[name] = factory),
    need,
    load: place => Promise.all(files[nameOf(place)].map(fetchOnce)).then(() => need(place)),
  }
})();
`

/**
 * @param options esbuild's options, with one entry point
 * @param first what the script is called that the rest follows
 * @param {'page' | 'worker'} place where it runs
 * @returns the scripts, by file name
 */
export async function buildChunks(options, first, place = 'page') {
  const { outputFiles, metafile } = await build({
    ...options,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'dist',
    chunkNames: '[name]-[hash]',
  })
  const outputs = new Map(Object.entries(metafile.outputs).map(([file, output]) => [path.basename(file), output]))
  const entry = path.basename(options.entryPoints[0], '.ts') + '.js'
  const needs = (name, seen = new Set()) => {
    if (seen.has(name)) return seen
    for (const { path: file, kind } of outputs.get(name).imports)
      if (kind === 'import-statement') needs(path.basename(file), seen)
    return seen.add(name)
  }
  const atOnce = needs(entry)
  const later = [...outputs.keys()].filter(name => outputs.get(name).entryPoint && !atOnce.has(name))
  const files = Object.fromEntries(later.map(name => [name, [...needs(name)].filter(part => !atOnce.has(part))]))

  const factories = new Map()
  for (const { path: file, text } of outputFiles) {
    const name = path.basename(file)
    const { code } = await transform(text.replace(/\bimport\("(\.\/[^"]+)"\)/g, 'lensChunks.load("$1")'), {
      format: 'cjs',
      minify: options.minify,
      target: options.target,
    })
    factories.set(name, `lensChunks.add(${JSON.stringify(name)},(require,module)=>{${code}});\n`)
  }
  const scripts = new Map()
  const atStart = [...atOnce].map(name => factories.get(name)).join('')
  scripts.set(first, `${runtime(files, place)}${atStart}lensChunks.need(${JSON.stringify(entry)});\n`)
  for (const name of new Set(Object.values(files).flat())) scripts.set(name, factories.get(name))
  return { scripts, metafile }
}
