import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { freshState } from '../../src/engine/lane.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { Sampler, type Choosing, type Draw } from '../../src/engine/sampler.ts'

const config = { ...defaultConfig, n_layer: 2, std: 0.4 }
const sampler = new Sampler(planFor(config, 27))
sampler.load(freshState(initialParameters(config, 27, new Random(9))))

function sampled(choosing: Partial<Choosing>, seed = 1): { ids: number[]; draws: Draw[] } {
  const draws: Draw[] = []
  const ids = sampler.sample(new Random(seed), { temperature: 1, ...choosing }, draw => draws.push(draw))
  return { ids, draws }
}

test('the number that was drawn lies in the stretch of the letter that came', () => {
  const random = new Random(1)
  for (const { probs, index, u } of sampled({}).draws) {
    assert.equal(u, random.random())
    const before = probs.subarray(0, index).reduce((sum, p) => sum + p, 0)
    assert.ok(before <= u + 1e-12 && u < before + probs[index]! + 1e-12)
  }
})

test('what is given is read and not drawn; what follows is drawn as after those letters', () => {
  const { ids, draws } = sampled({ prefix: [10, 0, 17] })
  assert.deepEqual(ids.slice(0, 3), [10, 0, 17])
  assert.deepEqual(
    draws.map(({ isGiven }) => isGiven),
    draws.map((_, position) => position < 3),
  )
  assert.equal(draws[0]!.u, null)
  assert.equal(draws[3]!.u, new Random(1).random())
  assert.equal(draws[3]!.token, 17)
})

test('the largest is always the likeliest and moves no generator; of top_k only the likeliest come', () => {
  const greedy = sampled({ greedy: true }, 1)
  assert.deepEqual(greedy.ids, sampled({ greedy: true }, 2).ids)
  for (const { probs, index, u } of greedy.draws) {
    assert.equal(probs[index], Math.max(...probs))
    assert.equal(u, null)
  }
  for (let seed = 0; seed < 20; seed++)
    for (const { probs, weights, index } of sampled({ top_k: 3 }, seed).draws) {
      assert.equal(weights.filter(weight => weight > 0).length, 3)
      assert.ok(probs.filter(p => p > probs[index]!).length < 3)
    }
})

test('without the cache every number is the same', () => {
  for (let seed = 0; seed < 10; seed++) {
    const [cached, anew] = [sampled({}, seed), sampled({ cached: false }, seed)]
    assert.deepEqual(anew.ids, cached.ids)
    assert.deepEqual(anew.draws, cached.draws)
  }
})
