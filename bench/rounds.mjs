// One size: everybody is held against the exact lane first, then measured in turns, round after round, so that a busy
// machine slows all alike.
import { contenders } from './contenders/contenders.mjs'
import { collectGarbage, memoryOf, openPage } from './browser.mjs'
import { quiet } from './quiet.mjs'
import { drift } from './statistics.mjs'

const reference = 'ours exact'

/** Losses of float32 may differ from exact by so much; more is wrong. */
const tolerance = 1e-3

/** A step of more milliseconds is not waited for again. */
const tooSlow = 20_000

/**
 * @param browser
 * @param {{ address: string, text: string, rounds: number, checking: number, patience: number, only?: string[] }} options
 *   milliseconds that the check of one contender, and all its samples, may take
 * @param {import('./sizes.mjs').Size} size
 * @param {((round: number) => Promise<void>)[]} others measured in the same rounds, outside the browser
 */
export async function measureSize(browser, options, size, others = []) {
  const { rounds, patience, only = contenders.map(({ name }) => name) } = options
  const rows = []
  const pages = new Map()
  let losses = null
  for (const { name, kind } of contenders.filter(({ name }) => name === reference || only.includes(name))) {
    const page = await openPage(browser, options.address)
    const row = await checked(page, name, options, size, losses)
    rows.push({ name, kind, samples: [], ...row })
    losses ??= row.losses
    if (row.problem) await page.close()
    else pages.set(name, page)
    console.error(`  ${size.name}: ${name} ${row.problem ?? `differs by ${row.drift.toExponential(1)}`}`)
  }
  const sampleOf = async ({ name, planned }) => {
    await quiet()
    const page = pages.get(name)
    const ms = await page.evaluate((...args) => globalThis.bench.sample(...args), Math.min(planned, size.checked), 100)
    await collectGarbage(page)
    return ms
  }
  // Browsers compile what runs often once more, and better: that is not what is measured.
  for (const row of rows.filter(({ name, planned }) => pages.has(name) && planned > 1)) await sampleOf(row)
  for (let round = 0; round < rounds; round++) {
    for (const other of others) await other(round)
    for (const row of rows.filter(({ name, spent = 0 }) => pages.has(name) && spent < patience)) {
      row.samples[round] = await sampleOf(row)
      row.spent = (row.spent ?? 0) + row.samples[round] * Math.min(row.planned, size.checked)
    }
  }
  for (const row of rows)
    if (pages.has(row.name)) {
      row.memory = await memoryOf(pages.get(row.name))
      await pages.get(row.name).close()
    }
  return { size: size.name, config: size.config, multiplyAdds: rows[0].multiplyAdds, losses, rows }
}

/** Compiles and trains from the first parameters, as far as time allows; what came of it. */
async function checked(page, name, { text, checking }, size, expected) {
  try {
    const multiplyAdds = await page.evaluate(
      (...args) => globalThis.bench.prepare(...args),
      name,
      size,
      text,
      size.checked,
    )
    const train = steps => page.evaluate(steps => globalThis.bench.train(steps), steps)
    const start = await page.evaluate(() => globalThis.bench.start())
    if (start.ms > tooSlow && expected) return { problem: `takes ${(start.ms / 1000).toFixed(0)} s for its first step` }
    const second = size.checked > 1 ? await train(1) : start
    const most = expected ? Math.floor(checking / second.ms) : Infinity
    const rest = await train(Math.max(1, Math.min(size.checked - 2, most)))
    const losses = [...start.losses, ...second.losses, ...rest.losses].slice(0, size.checked)
    const away = expected ? drift(losses, expected) : 0
    return {
      multiplyAdds,
      losses,
      startMs: start.ms,
      drift: away,
      // A sample is a whole pass over the work where that is quick, else about a second.
      planned: Math.round((1000 * rest.losses.length) / rest.ms) || 1,
      ...(away > tolerance && { problem: `is wrong: its losses differ from exact's by ${away.toExponential(1)}` }),
    }
  } catch (error) {
    return { problem: `failed: ${String(error.message).split('\n')[0]}` }
  }
}
