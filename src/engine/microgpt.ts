/** The graph that `gpt()` and the training step of microgpt.py describe: the same names in the same order. */
import type { Config } from './config.ts'
import { Graph, type Place, type Tensor } from './graph.ts'
import type { KernelName } from './ops.ts'
import { matricesOf } from './parameters.ts'
import { keptHeads, switchedOff, type Part } from './switches.ts'

const activations = { relu: 'relu', relu2: 'relu_squared', gelu: 'gelu' } as const

export function microgpt(config: Config, vocab_size: number): Graph {
  const { n_layer, n_embd, block_size, n_head, mlp_factor, batch_size } = config
  const graph = new Graph(block_size * batch_size)
  const state_dict = new Map(
    matricesOf(config, vocab_size).map(({ name, rows, columns }) => [name, graph.parameter(name, rows, columns)]),
  )
  const w = (name: string) => state_dict.get(name)!
  const { norm } = config
  const off = switchedOff(config)
  const areHeadsOff = keptHeads(config) !== 2 ** n_head - 1
  /** Where a part is switched off, what goes in goes on under its name. */
  const unlessOff = (part: Part, kernel: KernelName, place: Place, inputs: readonly [Tensor, ...Tensor[]]): Tensor =>
    off.has(part)
      ? graph.view(place.op, place.layer ?? null, inputs[0])
      : graph.apply(kernel, place, inputs, inputs[0].columns)
  const attention_columns = n_head * block_size

  const tok_emb = graph.apply('embed', { op: 'embedding.token', index: 'tokens' }, [w('wte')], n_embd)
  const pos_emb = graph.apply('embed', { op: 'embedding.position', index: 'positions' }, [w('wpe')], n_embd)
  let x = unlessOff('embedding.position', 'add', { op: 'embedding.add' }, [tok_emb, pos_emb])
  x = unlessOff('embedding.norm', norm, { op: 'embedding.norm' }, [x])

  for (let layer = 0; layer < n_layer; layer++) {
    let x_residual = graph.view('attention.residual', layer, x)
    x = unlessOff('attention.norm', norm, { op: 'attention.norm', layer }, [x])
    const q = graph.apply('linear', { op: 'attention.query', layer }, [x, w(`layer${layer}.attn_wq`)], n_embd)
    const k = graph.apply('linear', { op: 'attention.key', layer }, [x, w(`layer${layer}.attn_wk`)], n_embd)
    const v = graph.apply('linear', { op: 'attention.value', layer }, [x, w(`layer${layer}.attn_wv`)], n_embd)
    graph.view('attention.keys', layer, k)
    graph.view('attention.values', layer, v)
    graph.view('attention.query_head', layer, q)
    graph.view('attention.key_head', layer, k)
    graph.view('attention.value_head', layer, v)
    const attn_logits = graph.apply('attention_scores', { op: 'attention.scores', layer }, [q, k], attention_columns)
    const attn_weights = graph.apply(
      'attention_softmax',
      { op: 'attention.softmax', layer },
      [attn_logits],
      attention_columns,
    )
    let x_attn = graph.apply('attention_mix', { op: 'attention.mix', layer }, [attn_weights, v], n_embd)
    const concat: Place = { op: 'attention.concat', layer }
    x_attn = areHeadsOff
      ? graph.apply('keep_heads', concat, [x_attn], n_embd)
      : graph.view('attention.concat', layer, x_attn)
    x = graph.apply('linear', { op: 'attention.output', layer }, [x_attn, w(`layer${layer}.attn_wo`)], n_embd)
    x = unlessOff('attention.add', 'add', { op: 'attention.add', layer }, [x, x_residual])

    x_residual = graph.view('mlp.residual', layer, x)
    x = unlessOff('mlp.norm', norm, { op: 'mlp.norm', layer }, [x])
    x = graph.apply('linear', { op: 'mlp.expand', layer }, [x, w(`layer${layer}.mlp_fc1`)], mlp_factor * n_embd)
    x = unlessOff('mlp.relu', activations[config.activation], { op: 'mlp.relu', layer }, [x])
    x = graph.apply('linear', { op: 'mlp.contract', layer }, [x, w(`layer${layer}.mlp_fc2`)], n_embd)
    x = unlessOff('mlp.add', 'add', { op: 'mlp.add', layer }, [x, x_residual])
  }

  const logits = graph.apply(
    'linear',
    { op: 'output.logits' },
    [x, w(config.tied_head ? 'wte' : 'lm_head')],
    vocab_size,
  )
  const probs = graph.apply('softmax', { op: 'loss.softmax' }, [logits], vocab_size)
  const losses = graph.apply('cross_entropy', { op: 'loss.cross_entropy' }, [logits, probs], 1)
  graph.apply('mean', { op: 'loss.mean' }, [losses], 1)
  graph.backward()
  graph.update(config.optimizer)
  return graph
}
