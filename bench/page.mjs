// One contender at one size, in a page of its own: `bench` is what the driver calls.
import { creatorOf } from './contenders/contenders.mjs'
import { paddedIds } from './contenders/padded.ts'
import { watchMemory } from './memory-watch.mjs'
import { multiplyAdds } from './multiply-adds.ts'
import { workFor } from './work.ts'

const memory = watchMemory()
let work = null
let create = null
let contender = null

async function timed(action) {
  const from = performance.now()
  const result = await action()
  return { result, ms: performance.now() - from }
}

globalThis.bench = {
  /** Lays so many steps of work out and loads the code of a contender. Returns the multiply-adds of a step. */
  async prepare(name, { config, full = false }, text, steps) {
    work = workFor(config, text, full, steps)
    create = await creatorOf(name)
    return multiplyAdds(work)
  },

  /** Compiles, and trains the first step: milliseconds, and its loss. */
  async start() {
    const { result, ms } = await timed(async () => {
      contender = await create(work)
      return contender.train(1)
    })
    return { ms, losses: result }
  },

  /** Trains further. */
  async train(steps) {
    const { result, ms } = await timed(() => contender.train(steps))
    return { ms, losses: result }
  },

  /** Milliseconds a step, over so many steps, and as often again as fills so many milliseconds: a page's clock is coarse. */
  async sample(steps, least) {
    let [total, count] = [0, 0]
    while (total < least || count === 0) {
      const { ms } = await timed(() => contender.train(steps))
      total += ms
      count += steps
    }
    return total / count
  },

  /** Compiling and so many steps, from nothing but loaded code: milliseconds. */
  cold: async steps => (await timed(async () => (contender = await create(work)).train(steps))).ms,

  close() {
    contender?.dispose()
    contender = null
  },

  /** The work as plain numbers with documents padded to the block, for those who train outside JavaScript. */
  paddedWork({ config, full = false }, text, steps) {
    const { inputs, ...rest } = workFor(config, text, full, steps)
    return { ...rest, parameters: [...rest.parameters], inputs: inputs.map(input => paddedIds(rest.config, input)) }
  },

  bytes: () => ({ ...memory(), tensors: contender?.bytes?.() ?? null }),
}
