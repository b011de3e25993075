/** The versions of microgpt.py that users open, made from ours by small changes (spec/microgpt.md, "Versions in the wild"). */
import { otherHands } from './other-hands.ts'
import { changed, ours, replaced, type Change } from './ours.ts'

export { changed, ours } from './ours.ts'

const slots: Change = ["    __slots__ = ('data', 'grad', '_children', '_local_grads')\n", '']

const sizes = (block: string): Change => [ours.slice(ours.indexOf('n_layer = '), ours.indexOf('head_dim = ')), block]

const adam: Change = [
  'learning_rate = 0.01\nbeta1 = 0.85\nbeta2 = 0.99\neps_adam = 1e-8\n',
  'learning_rate, beta1, beta2, eps_adam = 0.01, 0.9, 0.95, 1e-8\n',
]

export const cosine: Change = [
  'lr_t = learning_rate * (1 - step / num_steps)',
  'lr_t = learning_rate * 0.5 * (1 + math.cos(math.pi * step / num_steps))',
]

const zeros: readonly Change[] = [
  ["attn_wo'] = matrix(n_embd, n_embd)", "attn_wo'] = matrix(n_embd, n_embd, std=0)"],
  ["mlp_fc2'] = matrix(n_embd, 4 * n_embd)", "mlp_fc2'] = matrix(n_embd, 4 * n_embd, std=0)"],
]

const squared: Change = ['xi.relu()', 'xi.relu() ** 2']

/** Each version with what is read from it that differs from ours. */
export const versions: Readonly<Record<string, { text: string; reads: Readonly<Record<string, unknown>> }>> = {
  'block_size 8': {
    text: changed(['block_size = 16', 'block_size = 8']),
    reads: { block_size: 8 },
  },
  'relu squared': { text: changed(squared), reads: { activation: 'relu2' } },
  'std 0.02': { text: changed(['std=0.08', 'std=0.02']), reads: { std: 0.02 } },
  'outputs that start from zero': { text: changed(...zeros), reads: { zero_init_outputs: true } },
  'other betas in one tuple, 500 steps': {
    text: changed(adam, ['num_steps = 1000', 'num_steps = 500']),
    reads: { beta1: 0.9, beta2: 0.95, num_steps: 500 },
  },
  'cosine decay': { text: changed(cosine), reads: { decay: 'cosine' } },
  'a docstring instead of __slots__': {
    text: changed(slots, ['class Value:\n', 'class Value:\n    """ stores a number, and how it came about """\n\n']),
    reads: {},
  },
  'the sizes in another order, with other comments': {
    text: changed(sizes('n_embd = 32     # width\nn_head = 2\nn_layer = 2     # depth\n\nblock_size = 8\n')),
    reads: { n_layer: 2, n_embd: 32, n_head: 2, block_size: 8 },
  },
  'a loss line that overwrites itself': {
    text: changed(["{loss.data:.4f}')", "{loss.data:.4f}', end='\\r')"]),
    reads: {},
  },
  'another address for the names, and no with': {
    text: replaced(
      ours,
      "if not os.path.exists('input.txt'):",
      'random.shuffle(docs)',
      "if not os.path.exists('input.txt'):\n    import urllib.request\n    urllib.request.urlretrieve('https://example.org/names', 'input.txt')\n" +
        "docs = [l.strip() for l in open('input.txt').read().strip().split('\\n') if l.strip()]\n",
    ),
    reads: {},
  },
  'a heading before the samples': {
    text: changed(['for sample_idx', "print('--- new names ---')\nfor sample_idx"]),
    reads: {},
  },
  'tuples, a lambda, dense lines': {
    text: replaced(
      changed(
        adam,
        cosine,
        squared,
        slots,
        ...zeros,
        ['m = [0.0] * len(params)\nv = [0.0]', 'm, v = [0.0] * len(params), [0.0]'],
        [
          '    keys = [[] for _ in range(n_layer)]\n    values = [[]',
          '    keys, values = [[] for _ in range(n_layer)], [[]',
        ],
        [
          '        token_id = tokens[pos_id]\n        target_id = tokens[pos_id + 1]\n',
          '        token_id, target_id = tokens[pos_id], tokens[pos_id + 1]\n',
        ],
      ),
      'def matrix',
      'state_dict = {',
      'matrix = lambda nout, nin, std=0.02: [[Value(random.gauss(0, std)) for _ in range(nin)] for _ in range(nout)]\n',
    ),
    reads: { activation: 'relu2', decay: 'cosine', std: 0.02, zero_init_outputs: true, beta1: 0.9, beta2: 0.95 },
  },
  ...otherHands,
}
