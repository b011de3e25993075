/** Random graphs: operations in any order on whatever stands already, with branches that nothing reads. */
import fc from 'fast-check'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { Graph, type Tensor } from '../../src/engine/graph.ts'
import { updateKernels, type UpdateKernel } from '../../src/engine/ops.ts'
import { Random } from '../../src/engine/random.ts'

export interface RandomGraph {
  readonly graph: Graph
  readonly config: Config
  readonly vocab: number
}

const elementwise = ['rmsnorm', 'layernorm', 'relu', 'relu_squared', 'gelu'] as const

/** What decides a random graph, so that a failing one is told in a few numbers. */
export interface GraphChoices extends Pick<Config, 'n_head' | 'block_size' | 'batch_size'> {
  readonly head_dim: number
  readonly vocab: number
  readonly update: UpdateKernel
  /** One operation each, or one attention: the number picks its kind and its inputs. */
  readonly choices: readonly number[]
}

export const graphChoices: fc.Arbitrary<GraphChoices> = fc.record({
  n_head: fc.integer({ min: 1, max: 3 }),
  head_dim: fc.integer({ min: 1, max: 4 }),
  block_size: fc.integer({ min: 1, max: 5 }),
  batch_size: fc.integer({ min: 1, max: 2 }),
  vocab: fc.integer({ min: 2, max: 9 }),
  update: fc.constantFrom(...updateKernels),
  choices: fc.array(fc.nat(1_000_000), { maxLength: 12 }),
})

export function randomGraph({ choices, head_dim, vocab, update, ...rest }: GraphChoices): RandomGraph {
  const n_embd = rest.n_head * head_dim
  const config = { ...defaultConfig, ...rest, n_embd }
  const graph = new Graph(config.block_size * config.batch_size)
  const matrices: Tensor[] = []
  const matrix = (rows: number, columns: number): Tensor => {
    const tensor = graph.parameter(`w${matrices.length}`, rows, columns)
    matrices.push(tensor)
    return tensor
  }
  const table = matrix(vocab, n_embd)
  const tensors = [
    graph.apply('embed', { op: 'embedding.token', index: 'tokens' }, [table], n_embd),
    graph.apply('embed', { op: 'embedding.position', index: 'positions' }, [matrix(config.block_size, n_embd)], n_embd),
  ]
  choices.forEach((choice, layer) => {
    const random = new Random(choice)
    const any = (): Tensor => tensors[random.randbelow(tensors.length)]!
    const like = (columns: number): Tensor => {
      const fitting = tensors.filter(tensor => tensor.columns === columns)
      return fitting[random.randbelow(fitting.length)]!
    }
    const weightFor = (rows: number, columns: number): Tensor => {
      const known = matrices.find(tensor => tensor.rows === rows && tensor.columns === columns)
      return known && random.randbelow(2) === 0 ? known : matrix(rows, columns)
    }
    const kind = random.randbelow(4)
    if (kind === 0) {
      const a = any()
      tensors.push(graph.apply('add', { op: 'mlp.add', layer }, [a, like(a.columns)], a.columns))
    } else if (kind === 1) {
      const x = any()
      const kernel = elementwise[random.randbelow(elementwise.length)]!
      tensors.push(graph.apply(kernel, { op: 'mlp.norm', layer }, [x], x.columns))
    } else if (kind === 2) {
      const x = any()
      const columns = random.randbelow(2) === 0 ? n_embd : 1 + random.randbelow(2 * n_embd)
      tensors.push(graph.apply('linear', { op: 'mlp.expand', layer }, [x, weightFor(columns, x.columns)], columns))
    } else {
      const width = config.n_head * config.block_size
      const scores = graph.apply(
        'attention_scores',
        { op: 'attention.scores', layer },
        [like(n_embd), like(n_embd)],
        width,
      )
      const weights = graph.apply('attention_softmax', { op: 'attention.softmax', layer }, [scores], width)
      const isPlain = random.randbelow(3) === 0
      const mixed = [isPlain ? scores : weights, like(n_embd)]
      tensors.push(graph.apply('attention_mix', { op: 'attention.mix', layer }, mixed, n_embd))
    }
  })
  const last = tensors.at(-1)!
  const isTied = last.columns === n_embd && choices.length % 2 === 0
  const logits = graph.apply(
    'linear',
    { op: 'output.logits' },
    [last, isTied ? table : matrix(vocab, last.columns)],
    vocab,
  )
  const probs = graph.apply('softmax', { op: 'loss.softmax' }, [logits], vocab)
  const losses = graph.apply('cross_entropy', { op: 'loss.cross_entropy' }, [logits, probs], 1)
  graph.apply('mean', { op: 'loss.mean' }, [losses], 1)
  graph.backward()
  graph.update(update)
  return { graph, config, vocab }
}
