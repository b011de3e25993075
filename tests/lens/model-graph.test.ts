import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { initialParameters, matricesOf } from '../../src/engine/parameters.ts'
import { Random } from '../../src/engine/random.ts'
import { valueGraph } from '../../src/engine/value-graph.ts'
import { gradientAt, modelGraphOf } from '../../src/lens/model-graph.ts'
import { overviewOf, type GraphLine } from '../../src/lens/model-graph-overview.ts'
import { heaviestPaths, pathTo } from '../../src/lens/model-graph-path.ts'
import { rowAt } from '../../src/lens/model-graph-row.ts'
import { whySilent } from '../../src/lens/model-graph-silent.ts'
import { lineName, parameterIndex, parameterName, untouchedWords } from '../../src/lens/model-graph-words.ts'
import { opened } from './run.ts'

const config = { ...defaultConfig, std: 0.3 }
const yuheng = Array.from('yuheng', letter => letter.charCodeAt(0) - 97)
const rows = rowsOf([yuheng], 26, config.block_size)
const graph = valueGraph(config, 27, initialParameters(config, 27, new Random(5)), rows)
const overview = overviewOf(graph)
const matrices = matricesOf(config, 27)
const fc1 = overview.lines.find(({ op }) => op === 'mlp.expand')!

test('by lines: as many nodes as the program makes, in its order, and by position', () => {
  assert.deepEqual([overview.nodes, overview.operations, overview.edges], [59_647, 53_978, 107_060])
  assert.equal(overview.reached, 3_728)
  assert.equal(
    overview.lines.reduce((sum, { nodes }) => sum + nodes, overview.reached),
    overview.nodes,
  )
  assert.deepEqual(
    overview.lines.map(({ nodes }) => nodes),
    [112, 378, 378, 3696, 3696, 3696, 1232, 700, 1008, 3696, 112, 378, 14784, 448, 14448, 112, 6237, 777, 21, 10],
  )
  assert.deepEqual(fc1.byPosition, Array(7).fill(2112))
  assert.deepEqual([fc1.cells, fc1.each, fc1.columns.length], [448, 33, 64])
  const scores = overview.lines.find(({ op }) => op === 'attention.scores')!
  assert.deepEqual([scores.cells, scores.columns.length], [4 * 28, 4 * 7])
  assert.ok(Number.isNaN(gradientAt(scores, 0, 1)), 'the first position has one key')
  assert.equal(gradientAt(scores, 0, 0), 0, 'the softmax of one key passes nothing back')
  assert.equal(untouchedWords(matrices, config, rows.tokens, rows.rows), '20 other letters, 9 later places')
  const all = Array.from({ length: 26 }, (_, token) => token)
  assert.equal(untouchedWords(matrices, config, all, 15), '1 other letter, 1 later place')
})

test('the heaviest path to a weight is a path, its product is its own, and the uses add up to the gradient', () => {
  const heaviest = heaviestPaths(graph)
  const index = parameterIndex(matrices, 'mlp_fc1[38][15]')
  assert.ok(typeof index === 'number')
  const path = pathTo(graph, heaviest, index)!
  assert.equal(path.paths, 3_136)
  assert.equal(path.grad, graph.grad[graph.nodeOfParameter[index]!])
  const sum = path.uses.reduce((sum, { sends }) => sum + sends, 0)
  assert.ok(Math.abs(sum - path.grad) < 1e-15)
  // Walked by hand, edge by edge.
  let product = 1
  let nodes = 1
  for (let node = graph.nodeOfParameter[index]!; node !== graph.loss; node = heaviest.from[node]!, nodes++) {
    const parent = heaviest.from[node]!
    const edge = [2 * parent, 2 * parent + 1].filter(edge => graph.children[edge] === node)
    assert.ok(edge.length > 0)
    product *= graph.local[edge[0]!]!
  }
  assert.equal(path.nodes, nodes)
  assert.ok(Math.abs(path.product - product) < 1e-15)
  assert.equal(path.parts.at(-1)!.op, 'parameters')
  assert.equal(path.parts[0]!.op, 'loss.mean')
  assert.equal(pathTo(graph, heaviest, 0), null, 'no a in yuheng')
  // Every weight of wte is read by one position only, so its uses are those of its letter.
  const start = 24 * config.n_embd
  assert.deepEqual(
    pathTo(graph, heaviest, start)!.uses.map(({ position }) => position),
    [1],
  )
})

test('a row opens on its heaviest products, on its sum and on those who use it', () => {
  const row = rowAt(graph, { op: 'mlp.contract', layer: 0, position: 3, column: 5 })!
  assert.equal(row.nodes, 129)
  assert.deepEqual([row.terms.length, row.lighterTerms, row.inner], [6, 58, { add: 64 }])
  assert.ok(row.shown <= 30)
  for (const { operands, result } of row.terms) {
    assert.equal(operands[0]!.kind, 'parameter')
    assert.equal(result.data, operands[0]!.data * operands[1]!.data)
  }
  const silent = rowAt(graph, { op: 'attention.softmax', layer: 0, position: 2, column: 1 })!
  assert.ok(silent.terms.some(({ result }) => result.kind === 'add'))
  // All that comes back from the uses is the gradient of the last of the chain.
  const all = rowAt(graph, { op: 'attention.add', layer: 0, position: 3, column: 0 })!
  assert.ok(all.lighterUses === 0 && all.uses.length > 1)
  const back = all.uses.reduce((sum, { sends }) => sum + sends, 0)
  assert.ok(Math.abs(back - all.chain.at(-1)!.grad) < 1e-15)
  const relu = rowAt(graph, { op: 'mlp.expand', layer: 0, position: 3, column: 7 })!
  assert.deepEqual(
    relu.chain.map(({ op }) => op),
    ['mlp.expand', 'mlp.relu'],
  )
  assert.equal(rowAt(graph, { op: 'mlp.expand', layer: 3, position: 0, column: 0 }), null)
})

test('parameters are found by their names, and names that are none are told', () => {
  for (const index of [0, 431, 700, 1500, 4191])
    assert.equal(parameterIndex(matrices, parameterName(matrices, index)), index)
  assert.equal(parameterIndex(matrices, ' fc1 [38][15]'), parameterIndex(matrices, 'layer0.mlp_fc1[38][15]'))
  assert.match(String(parameterIndex(matrices, 'wx[0][0]')), /no matrix wx: there are wte, wpe, lm_head, attn_wq/)
  assert.match(String(parameterIndex(matrices, 'wte[27][0]')), /27 rows of 16/)
  assert.match(String(parameterIndex(matrices, 'hello')), /Write a parameter as/)
})

test('blocks are called what they are in the model at hand', () => {
  const gpt2 = { norm: 'layernorm', activation: 'gelu' } as const
  assert.deepEqual([lineName('mlp.norm', gpt2), lineName('mlp.relu', gpt2)], ['layernorm', 'gelu'])
  assert.equal(lineName('mlp.relu', { ...config, activation: 'relu2' }), 'relu²')
  assert.deepEqual([lineName('mlp.norm', config), lineName('mlp.relu')], ['rmsnorm', 'relu'])
})

test('numbers without a gradient have a reason that is true', async () => {
  const why = async (op: GraphLine['op'], zero_init_outputs: boolean): Promise<string> => {
    const session = await opened({ zero_init_outputs }, { replay: 3, document: null })
    await session.look(0)
    const model = modelGraphOf(session)
    const stop = model.follow()
    for (let i = 0; i < 200 && !model.graph.value; i++) await new Promise(done => setTimeout(done, 5))
    stop()
    const line = model.graph.value!.overview.lines.find(line => line.op === op)!
    assert.ok(line.silent > 0)
    return whySilent(line, model.graph.value!.view.reader)
  }
  assert.equal(await why('mlp.expand', false), ', relu lets nothing back')
  assert.equal(await why('mlp.expand', true), ': mlp_fc2 is still all zeros')
  assert.match(await why('attention.scores', false), /one key/)
  assert.equal(await why('attention.query', true), ': attn_wo is still all zeros')
})

test('a session follows the line at the cursor and the weight that was chosen, on the numbers of the screen', async () => {
  const session = await opened({ n_layer: 2, n_embd: 8, n_head: 2, block_size: 8 })
  const model = modelGraphOf(session)
  const stop = model.follow()
  const until = async (holds: () => boolean): Promise<void> => {
    for (let i = 0; i < 200 && !holds(); i++) await new Promise(done => setTimeout(done, 5))
    assert.ok(holds())
  }
  await until(() => model.part.value?.path != null)
  assert.equal(model.line.value!.op, 'mlp.expand')
  const { reader } = session.view.value!
  for (const { name, start, rows, columns } of reader.matrices)
    reader.matrix(name, 'gradients').values.forEach((gradient, i) => {
      assert.ok(i < rows * columns)
      assert.ok(Math.abs(gradient - model.graph.value!.overview.gradients[start + i]!) < 1e-12)
    })
  session.goTo('attention.value', { layer: 1, position: 2 })
  await until(() => model.part.value?.row?.op === 'attention.value')
  assert.deepEqual([model.place.value!.layer, model.place.value!.position], [1, 2])
  // At another step what is open stays open.
  const { id } = model.graph.value!
  model.followParameter(0)
  await session.look(3)
  await until(() => model.graph.value!.id !== id)
  assert.equal(model.line.value!.op, 'embedding.add')
  await session.look(11)
  model.open('attention.value', 1)
  session.goTo('attention.keys', { layer: 1 })
  assert.equal(model.line.value!.op, 'attention.value', 'a line that makes no nodes leaves what is open')
  const { start, columns } = reader.matrices.find(({ name }) => name === 'layer1.attn_wk')!
  session.parameterIndex.value = start + 3 * columns + 4
  await until(() => model.part.value?.path?.parameter === start + 3 * columns + 4)
  assert.deepEqual([model.place.value!.op, model.place.value!.column], ['attention.key', 3])
  // Held numbers are parameters of the graph too.
  await session.intervene({ parameters: [[start, 0.75]], activations: [] })
  session.parameterIndex.value = start
  await until(() => model.part.value?.path?.parameter === start && model.part.value.path.data === 0.75)
  await session.intervene({
    parameters: [],
    activations: [{ op: 'mlp.relu', layer: 0, position: 0, column: 0, value: 1 }],
  })
  assert.match(model.problem.value!, /held/)
  stop()
})
