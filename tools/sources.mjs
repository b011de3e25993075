// The files that the source map names, as text under the import `sources:computations`: what the page shows as its own
// source is its own source.
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** @param {string} root the folder that the paths of the map start from */
export const computationSources = root => ({
  name: 'computation-sources',
  setup(plugins) {
    plugins.onResolve({ filter: /^sources:computations$/ }, () => ({ path: 'computations', namespace: 'sources' }))
    plugins.onLoad({ filter: /.*/, namespace: 'sources' }, () => {
      const map = JSON.parse(readFileSync(path.join(root, 'src/source-map.json'), 'utf8'))
      const symbols = Object.values(map).flatMap(({ forward, backward }) =>
        [...forward, ...backward].flatMap(({ typescript, wgsl, simd }) => [typescript, wgsl, simd]),
      )
      const files = [...new Set(symbols.filter(Boolean).map(symbol => symbol.split('#')[0]))]
      const texts = Object.fromEntries(files.map(file => [file, readFileSync(path.join(root, file), 'utf8')]))
      return { contents: JSON.stringify(texts), loader: 'json', watchFiles: files.map(file => path.join(root, file)) }
    })
  },
})
