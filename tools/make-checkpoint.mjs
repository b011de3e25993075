#!/usr/bin/env node
// Bundles and runs make-checkpoint.ts.
import { runBundled } from './run-bundled.mjs'

await runBundled('tools/make-checkpoint.ts')
