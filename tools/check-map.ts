// The check of the source map, with a file system: see check-map.mjs and src/python/map-check.ts.
import { existsSync, readFileSync } from 'node:fs'
import sourceMap from '../src/source-map.json'
import { operations } from '../src/engine/operations.ts'
import { kernelNames } from '../src/engine/ops.ts'
import { checkMap } from '../src/python/map-check.ts'
import { Program } from '../src/python/program.ts'

/** Whether a file declares a symbol: a TypeScript export or a WGSL function. */
export function isDeclared(place: string): boolean {
  const [file = '', symbol = ''] = place.split('#')
  if (!existsSync(file)) return false
  const text = readFileSync(file, 'utf8')
  const pattern = file.endsWith('.wgsl')
    ? `fn ${symbol}\\(`
    : `export (const|function|class|async function) ${symbol}\\b`
  return new RegExp(pattern).test(text)
}

const program = new Program(readFileSync('microgpt.py', 'utf8'), sourceMap)
const withoutWgsl = kernelNames.filter(name => !isDeclared(`src/gpu/kernels/${name}.wgsl#${name}`))
export const problems = [
  ...checkMap(sourceMap, operations, program, isDeclared),
  ...withoutWgsl.map(name => `${name}: there is no src/gpu/kernels/${name}.wgsl with a function of that name.`),
]
