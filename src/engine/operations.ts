/**
 * Every operation of microgpt.py, once, in the order in which the program meets it.
 *
 * An id is the same word everywhere: here, in the plan, as a key of source-map.json, as `data-op` on the screen and as
 * `op=` in a link. `role` names the colour family in which the operation is drawn and its names are written.
 */
export type Phase = 'setup' | 'forward' | 'loss' | 'backward' | 'update' | 'sample'
export type Role = 'emb' | 'query' | 'key' | 'value' | 'attn' | 'resid' | 'mlp' | 'logit' | 'grad' | 'plain'
/** How often the operation happens in its phase. */
export type Repeats = 'once' | 'position' | 'layer' | 'head' | 'matrix'

export interface Operation {
  readonly phase: Phase
  readonly role: Role
  readonly repeats: Repeats
  /** What is happening, in a few words, for the transport bar and the screen reader. */
  readonly title: string
}

const operation = (phase: Phase, role: Role, repeats: Repeats, title: string): Operation => ({
  phase,
  role,
  repeats,
  title,
})

const table = {
  'dataset.load': operation('setup', 'plain', 'once', 'read the documents'),
  'dataset.shuffle': operation('setup', 'plain', 'once', 'shuffle the documents'),
  tokenizer: operation('setup', 'emb', 'once', 'letters become ids'),
  value: operation('setup', 'grad', 'once', 'a number that remembers'),
  'value.add': operation('setup', 'grad', 'once', 'add'),
  'value.multiply': operation('setup', 'grad', 'once', 'multiply'),
  'value.power': operation('setup', 'grad', 'once', 'power'),
  'value.log': operation('setup', 'grad', 'once', 'log'),
  'value.exp': operation('setup', 'grad', 'once', 'exp'),
  'value.relu': operation('setup', 'grad', 'once', 'relu'),
  'value.derived': operation('setup', 'grad', 'once', 'built from the six'),
  'value.backward': operation('setup', 'grad', 'once', 'walk the graph back'),
  config: operation('setup', 'plain', 'once', 'sizes of the model'),
  parameters: operation('setup', 'plain', 'once', 'draw the parameters'),
  linear: operation('setup', 'resid', 'once', 'matrix times vector'),
  softmax: operation('setup', 'attn', 'once', 'scores become probabilities'),
  rmsnorm: operation('setup', 'resid', 'once', 'scale to length one'),
  gpt: operation('setup', 'plain', 'once', 'one token through the model'),

  'embedding.token': operation('forward', 'emb', 'position', 'look up token'),
  'embedding.position': operation('forward', 'emb', 'position', 'look up position'),
  'embedding.add': operation('forward', 'resid', 'position', 'add token and position'),
  'embedding.norm': operation('forward', 'resid', 'position', 'rmsnorm'),
  layer: operation('setup', 'plain', 'once', 'for each layer'),
  'attention.residual': operation('forward', 'resid', 'layer', 'keep residual'),
  'attention.norm': operation('forward', 'resid', 'layer', 'rmsnorm'),
  'attention.query': operation('forward', 'query', 'layer', 'query'),
  'attention.key': operation('forward', 'key', 'layer', 'key'),
  'attention.value': operation('forward', 'value', 'layer', 'value'),
  'attention.keys': operation('forward', 'key', 'layer', 'cache key'),
  'attention.values': operation('forward', 'value', 'layer', 'cache value'),
  head: operation('setup', 'plain', 'once', 'for each head'),
  'attention.query_head': operation('forward', 'query', 'head', 'slice q'),
  'attention.key_head': operation('forward', 'key', 'head', 'slice keys'),
  'attention.value_head': operation('forward', 'value', 'head', 'slice values'),
  'attention.scores': operation('forward', 'attn', 'head', 'q·k / √d'),
  'attention.softmax': operation('forward', 'attn', 'head', 'softmax'),
  'attention.mix': operation('forward', 'value', 'head', 'mix values'),
  'attention.concat': operation('forward', 'value', 'head', 'join heads'),
  'attention.output': operation('forward', 'resid', 'layer', 'attention output'),
  'attention.add': operation('forward', 'resid', 'layer', 'add to residual'),
  'mlp.residual': operation('forward', 'resid', 'layer', 'keep residual'),
  'mlp.norm': operation('forward', 'resid', 'layer', 'rmsnorm'),
  'mlp.expand': operation('forward', 'mlp', 'layer', 'MLP expand'),
  'mlp.relu': operation('forward', 'mlp', 'layer', 'relu'),
  'mlp.contract': operation('forward', 'mlp', 'layer', 'MLP contract'),
  'mlp.add': operation('forward', 'resid', 'layer', 'add to residual'),
  'output.logits': operation('forward', 'logit', 'position', 'logits'),

  'adam.state': operation('setup', 'grad', 'once', 'Adam starts from zero'),
  'training.step': operation('setup', 'plain', 'once', 'one training step'),
  'training.document': operation('setup', 'emb', 'once', 'pick a name'),
  'training.caches': operation('setup', 'plain', 'once', 'empty caches'),
  'training.position': operation('setup', 'plain', 'once', 'for each position'),

  'loss.softmax': operation('forward', 'attn', 'position', 'softmax'),
  'loss.cross_entropy': operation('forward', 'logit', 'position', 'loss of this letter'),
  'loss.mean': operation('loss', 'logit', 'once', 'mean loss'),
  backward: operation('backward', 'grad', 'once', 'walk back from the loss'),
  'adam.rate': operation('update', 'grad', 'once', 'learning rate of this step'),
  adam: operation('update', 'grad', 'matrix', 'Adam update'),
  'training.print': operation('setup', 'plain', 'once', 'print the loss'),

  'sample.settings': operation('sample', 'plain', 'once', 'temperature'),
  'sample.start': operation('sample', 'plain', 'once', 'start a new name'),
  'sample.logits': operation('sample', 'logit', 'once', 'one token through the model'),
  'sample.softmax': operation('sample', 'attn', 'once', 'softmax at a temperature'),
  'sample.choose': operation('sample', 'logit', 'once', 'draw a letter'),
  'sample.print': operation('sample', 'plain', 'once', 'print the name'),
} as const satisfies Record<string, Operation>

export type OpId = keyof typeof table
export const operations: Readonly<Record<OpId, Operation>> = table
export const opIds = Object.keys(table) as readonly OpId[]
export const isOpId = (word: string): word is OpId => Object.hasOwn(table, word)
