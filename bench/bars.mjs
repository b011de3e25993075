// What the project promises of its speed, each held against one run's figures.
import { coldOf, msOf, rowOf, short } from './figures.mjs'
import { speedup } from './statistics.mjs'

const micro = 'microgpt'
const batch = 'batch 16'
const largest = 'D128 L6 T64 B16'

/** @returns {{ bar: string, measured: string, verdict: 'PASS' | 'FAIL' | 'NOT MEASURED' }[]} */
export function barsOf(results) {
  const row = (size, lane) => rowOf(results, size, `ours ${lane}`)
  const most = (bar, value, limit, unit) => verdict(bar, value, value <= limit, unit)
  const fasterThan = (size, lane, rival, least) => {
    const [ours, theirs] = [row(size, lane), rowOf(results, size, rival)]
    const value = ours && theirs ? speedup(theirs.samples, ours.samples) : null
    return verdict(`${lane}, ${size}: at least ${least.toLocaleString('en')} × ${rival}`, value, value >= least, '×')
  }
  const micros = (size, lane, names = 1) => (1000 * msOf(row(size, lane))) / names || null
  // What the first step takes beyond a later one: wherever the compiling is done, it is in there.
  const compiling = size => {
    const lane = row(size, 'webgpu')
    return lane?.samples.length > 0 ? Math.max(0, lane.startMs - msOf(lane)) : null
  }
  const within = lane => {
    const { losses, drift } = row(micro, lane) ?? {}
    const bar = `${lane}, ${micro}: losses within 1e-5 of exact over 1,000 steps`
    return verdict(bar, losses?.length === 1000 ? drift : null, drift <= 1e-5, '')
  }
  return [
    most('simd, microgpt: at most 9 µs a step', micros(micro, 'simd'), 9, 'µs'),
    fasterThan(micro, 'simd', 'jax-js wasm', 85),
    fasterThan(micro, 'simd', 'tfjs wasm', 130),
    fasterThan(micro, 'simd', 'CPython', 13_000),
    most('simd, batch 16: at most 6 µs a name', micros(batch, 'simd', 16), 6, 'µs'),
    most('simd, microgpt: first 1,000 steps from cold in at most 50 ms', coldOf(results, 'ours simd'), 50, 'ms'),
    most('exact, microgpt: at most 80 µs a step', micros(micro, 'exact'), 80, 'µs'),
    most(`simd, ${largest}: at most 160 ms a step`, msOf(row(largest, 'simd')), 160, 'ms'),
    fasterThan(largest, 'simd', 'jax-js wasm', 1.7),
    fasterThan(largest, 'simd', 'tfjs wasm', 12),
    fasterThan(micro, 'webgpu', 'jax-js webgpu', 30),
    fasterThan(batch, 'webgpu', 'jax-js webgpu', 8),
    fasterThan(largest, 'webgpu', 'jax-js webgpu', 2),
    ...[micro, batch, largest].map(size => most(`webgpu, ${size}: compiled in under 3 s`, compiling(size), 3000, 'ms')),
    within('simd'),
    within('webgpu'),
  ]
}

function verdict(bar, value, holds, unit) {
  if (value === null) return { bar, measured: '—', verdict: 'NOT MEASURED' }
  const number = value < 1e-3 ? value.toExponential(1) : short(value)
  return { bar, measured: `${number} ${unit}`.trim(), verdict: holds ? 'PASS' : 'FAIL' }
}
