#!/usr/bin/env node
// Compares src/source-map.json with microgpt.py, with the operations of the engine, and with the kernels that it names.
import { runBundled } from './run-bundled.mjs'

const { problems } = await runBundled('tools/check-map.ts')
problems.forEach(problem => console.log(problem))
process.exit(problems.length > 0 ? 1 : 0)
