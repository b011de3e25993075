/** The graph that `gpt()` and the training step of microgpt.py describe: the same names in the same order. */
import type { Config } from './config.ts'
import { Graph } from './graph.ts'
import { matricesOf } from './parameters.ts'

const activations = { relu: 'relu', relu2: 'relu_squared', gelu: 'gelu' } as const

export function microgpt(config: Config, vocab_size: number): Graph {
  const { n_layer, n_embd, block_size, n_head, batch_size } = config
  const graph = new Graph(block_size * batch_size)
  const state_dict = new Map(
    matricesOf(config, vocab_size).map(({ name, rows, columns }) => [name, graph.parameter(name, rows, columns)]),
  )
  const w = (name: string) => state_dict.get(name)!
  const { norm } = config
  const attention_columns = n_head * block_size

  const tok_emb = graph.apply('embed', { op: 'embedding.token', index: 'tokens' }, [w('wte')], n_embd)
  const pos_emb = graph.apply('embed', { op: 'embedding.position', index: 'positions' }, [w('wpe')], n_embd)
  let x = graph.apply('add', { op: 'embedding.add' }, [tok_emb, pos_emb], n_embd)
  x = graph.apply(norm, { op: 'embedding.norm' }, [x], n_embd)

  for (let layer = 0; layer < n_layer; layer++) {
    let x_residual = graph.view('attention.residual', layer, x)
    x = graph.apply(norm, { op: 'attention.norm', layer }, [x], n_embd)
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
    const x_attn = graph.apply('attention_mix', { op: 'attention.mix', layer }, [attn_weights, v], n_embd)
    graph.view('attention.concat', layer, x_attn)
    x = graph.apply('linear', { op: 'attention.output', layer }, [x_attn, w(`layer${layer}.attn_wo`)], n_embd)
    x = graph.apply('add', { op: 'attention.add', layer }, [x, x_residual], n_embd)

    x_residual = graph.view('mlp.residual', layer, x)
    x = graph.apply(norm, { op: 'mlp.norm', layer }, [x], n_embd)
    x = graph.apply('linear', { op: 'mlp.expand', layer }, [x, w(`layer${layer}.mlp_fc1`)], 4 * n_embd)
    x = graph.apply(activations[config.activation], { op: 'mlp.relu', layer }, [x], 4 * n_embd)
    x = graph.apply('linear', { op: 'mlp.contract', layer }, [x, w(`layer${layer}.mlp_fc2`)], n_embd)
    x = graph.apply('add', { op: 'mlp.add', layer }, [x, x_residual], n_embd)
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
