// The results as Markdown.
import { barsOf } from './bars.mjs'
import { coldOf, duration, megabytes, msOf, rowOf, short, table, times } from './figures.mjs'
import { speedup, stepsTo } from './statistics.mjs'

const isOurs = ({ name }) => name.startsWith('ours')

function sizeTable({ size, config, rows }) {
  const cpython = rows.find(({ name }) => name === 'CPython')
  // A lane of ours is held against those that run on the same.
  const against = (row, library) => {
    const rival = rows.find(({ name, kind }) => name.startsWith(library) && kind === row.kind)
    return isOurs(row) && rival ? times(speedup(rival.samples, row.samples)) : ''
  }
  const head = ['', 'a step', 'names a second', '× CPython', '× tfjs', '× jax-js', 'losses differ by', 'over steps']
  const lines = rows.map(row => {
    const ms = msOf(row)
    if (ms === null) return [row.name, row.problem ?? 'not measured', '', '', '', '', '', '']
    return [
      row.name,
      duration(ms),
      short((1000 * (config.batch_size ?? 1)) / ms),
      cpython && row !== cpython ? times(speedup(cpython.samples, row.samples)) : '',
      against(row, 'tfjs'),
      against(row, 'jax-js'),
      row.drift === 0 ? '0' : row.drift.toExponential(1),
      row.losses.length,
    ]
  })
  return `### ${size}\n\n${table(head, lines)}`
}

function goalTable(results) {
  const { value, names, curves } = results.goal
  const reached = curves.map(({ size, batch, losses }) => ({
    size,
    steps: stepsTo(value, losses, Math.round(names / batch)),
  }))
  const lines = rowsEverywhere(results).map(name => [
    name,
    ...reached.map(({ size, steps }) => {
      const ms = msOf(rowOf(results, size, name))
      return ms && steps ? duration(ms * steps) : ''
    }),
  ])
  const head = ['', ...reached.map(({ size, steps }) => `${size}: ${steps ?? 'never'} steps`)]
  return `Until the mean loss of the last ${names} names is down at ${value}: the steps that the exact lane needs, times each one's time a step.\n\n${table(head, lines)}`
}

const rowsEverywhere = ({ sizes }) => [...new Set(sizes.flatMap(({ rows }) => rows.map(({ name }) => name)))]

function coldTable(results) {
  const lines = results.cold.map(({ name, problem }) => [name, problem ?? duration(coldOf(results, name))])
  return `A browser just opened: compiling and the first 1,000 steps of microgpt.\n\n${table(['', 'first 1,000 steps'], lines)}`
}

function memoryTable({ sizes }) {
  const tables = [sizes.find(({ size }) => size === 'microgpt'), sizes.at(-1)].filter(Boolean).map(({ size, rows }) => {
    const lines = rows
      .filter(({ memory }) => memory)
      .map(({ name, memory: { heap, wasm, gpu, tensors } }) => [name, ...[heap, wasm, gpu, tensors].map(megabytes)])
    return table([size, 'JavaScript', 'WebAssembly', 'GPU buffers', 'of it tensors, by its own account'], lines)
  })
  return `Megabytes of a page after training. JavaScript is its heap after a collection, with the typed arrays; the laid-out work is in it for everybody.\n\n${tables.join('\n\n')}`
}

function growthTable({ growth }) {
  const lanes = [...new Set(growth.flatMap(({ rows }) => rows.map(({ name }) => name)))]
  const groups = [...new Set(growth.map(({ grows }) => grows))].map(grows => {
    const entries = growth.filter(entry => entry.grows === grows)
    const lines = entries.map(({ value, multiplyAdds, rows }) => [
      value,
      short(multiplyAdds / 1e6),
      times(multiplyAdds / entries[0].multiplyAdds),
      ...lanes.flatMap(lane => {
        const [ms, first] = [rows, entries[0].rows].map(rows => msOf(rows.find(({ name }) => name === lane)))
        return ms && first ? [duration(ms), times(ms / first), short(multiplyAdds / ms / 1e6)] : ['', '', '']
      }),
    ])
    return table(
      [grows, 'million multiply-adds', 'grow', ...lanes.flatMap(lane => [lane, 'grows', 'billion a second'])],
      lines,
    )
  })
  return `One number grows, the others are n_embd 32, n_layer 1, block_size 16, batch_size 16; documents fill the block. Multiply-adds are those of the matrix products and of attention, forward and backward.\n\n${groups.join('\n\n')}`
}

function machineList({ machine, browser, adapter, data, command, rounds, gpu }) {
  return [
    `- ${machine.date}, \`${command}\`, medians of up to ${rounds} rounds in which everybody takes turns; the machine's load was ${machine.load} at the start`,
    `- ${machine.cpu}, ${machine.memory}, ${machine.system}`,
    `- ${browser}, headless; Node ${machine.node}; ${machine.python}; TensorFlow.js ${machine.tfjs}; jax-js ${machine.jaxJs}`,
    `- WebGPU on ${adapter}${gpu ? '; for a GPU see [RESULTS-GPU.md](RESULTS-GPU.md)' : ''}`,
    `- ${data}`,
  ].join('\n')
}

export function markdownOf(results) {
  const bars = barsOf(results)
  const parts = [
    '# Measured beside the others',
    machineList(results),
    'Everybody does the same work from the same first parameters (seed 42) and documents. One thread each. The libraries take static shapes, so their documents are padded to the block, and they read the loss after each step: queueing steps made none of them faster. “× tfjs” and “× jax-js” hold a lane of ours against that library on the same ground: JavaScript, WebAssembly or WebGPU.',
    '## Bars',
    table(
      ['', 'measured', ''],
      bars.map(({ bar, measured, verdict }) => [bar, measured, verdict]),
    ),
    '## A training step',
    ...results.sizes.map(sizeTable),
    '## Time to a loss',
    goalTable(results),
    ...(results.cold.length > 0 ? ['## Cold start', coldTable(results)] : []),
    '## Memory',
    memoryTable(results),
    ...(results.growth.length > 0 ? ['## How cost grows', growthTable(results)] : []),
  ]
  return parts.join('\n\n') + '\n'
}
