#!/usr/bin/env node
// npm run bench: the same training everywhere, measured side by side in one go; writes RESULTS.md.
//   --quick        microgpt, batch 16 and the largest, fewer rounds: some minutes; prints, and leaves RESULTS.md as it is
//   --only NAMES   only these contenders, such as "ours simd,jax-js wasm" (the exact lane always runs)
//   --sizes NAMES  only these sizes, such as "microgpt,batch 16"
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { installHere } from './install.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
installHere()

// tools/serve.mjs serves the folder that it is started in.
process.chdir(path.join(here, '..'))
const { measureAll } = await import('./measure.mjs')
const { markdownOf } = await import('./tables.mjs')

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, sizes: { type: 'string' } },
})
const list = text => text?.split(',').map(name => name.trim())
const results = await measureAll({ quick: values.quick, only: list(values.only), sizes: list(values.sizes) })
const markdown = markdownOf(results)
console.log(markdown)
writeFileSync('dist/bench/results.json', JSON.stringify(results))
const whole = !values.quick && !values.only && !values.sizes
if (whole) writeFileSync(path.join(here, 'RESULTS.md'), markdown)
