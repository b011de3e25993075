import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { planFor } from '../../src/engine/plan.ts'
import { computationsAt, excerptOf, tokensOf } from '../../src/lens/computation-source.ts'
import { Timeline } from '../../src/lens/timeline.ts'
import type { SourceMap } from '../../src/python/source-map.ts'
import mapOfOurs from '../../src/source-map.json'

const map: SourceMap = mapOfOurs
const symbols = [
  ...new Set(
    Object.values(map).flatMap(({ forward, backward }) =>
      [...forward, ...backward].flatMap(({ typescript, wgsl, simd }) => [typescript, wgsl, simd].filter(Boolean)),
    ),
  ),
] as string[]
const files = Object.fromEntries(
  symbols.map(symbol => symbol.split('#')[0]!).map(file => [file, existsSync(file) ? readFileSync(file, 'utf8') : '']),
)

test('every symbol of the map has its source, whole: brackets close, and no more than its own declaration is there', () => {
  for (const symbol of symbols) {
    const excerpt = excerptOf(files, symbol)
    assert.ok(excerpt, symbol)
    const code = tokensOf(excerpt.text)
      .filter(({ kind }) => kind !== 'comment')
      .map(({ text }) => text)
    const count = (bracket: string): number => code.filter(text => text === bracket).length
    assert.equal(count('{'), count('}'), symbol)
    assert.equal(count('('), count(')'), symbol)
    assert.equal(excerpt.text.match(/^(export )?(async )?(function|class|fn) /gm)?.length ?? 1, 1, symbol)
    assert.equal(files[excerpt.file]!.split('\n')[excerpt.line - 1], excerpt.text.split('\n')[0])
  }
})

test('a symbol that is not there has no source', () => {
  assert.equal(excerptOf(files, 'src/engine/exact/linear.ts#nothing'), null)
  assert.equal(excerptOf(files, 'nowhere.ts#linear'), null)
})

test('what is shown at a moment is what the plan calls there', () => {
  const config = { ...defaultConfig, norm: 'layernorm' } as const
  const plan = planFor(config, 27)
  const timeline = new Timeline(config, 27, 3)
  for (let index = 0; index < timeline.length; index++) {
    const moment = timeline.at(index)
    const kernels = computationsAt(map, plan, moment).map(({ kernel }) => kernel)
    const phase = moment.phase === 'loss' ? 'forward' : moment.phase
    const called = plan.calls.filter(
      ({ op, layer, phase: when }) => op === moment.op && layer === moment.layer && when === phase,
    )
    const wanted = new Set(called.map(({ kernel }) => kernel as string))
    if (wanted.size > 0) assert.deepEqual(new Set(kernels), wanted, `${moment.phase} ${moment.op}`)
  }
})

test('putting the words together again gives the text', () => {
  for (const text of Object.values(files))
    assert.equal(
      tokensOf(text)
        .map(token => token.text)
        .join(''),
      text,
    )
})
