/** The same program as other people write it: what stands on a line differs, what is computed does not. */
import { changed, ours, replaced, type Change } from './ours.ts'

export interface Version {
  readonly text: string
  /** What is read from it that differs from ours. */
  readonly reads: Readonly<Record<string, unknown>>
}

/** Throws where a version would be ours unchanged. */
const everywhere = (text: string, was: RegExp, becomes: string): string => {
  const after = text.replace(was, becomes)
  if (after === text) throw new Error(`nothing matches ${was.source}`)
  return after
}

const recursive = (text: string): string =>
  replaced(
    text,
    '        topo = []',
    '        self.grad = 1',
    `        topo, seen = [], set()
        def visit(node):
            if node not in seen:
                seen.add(node)
                for child in node._children: visit(child)
                topo.append(node)
        visit(self)
`,
  )

const byIndex: readonly Change[] = [
  [
    `[sum(a * b for a, b in zip(q_h, k_t)) / head_dim ** 0.5
                           for k_t in k_h]`,
    '[sum(q_h[j]*k_h[t][j] for j in range(head_dim)) / head_dim**0.5 for t in range(len(k_h))]',
  ],
  [
    `[sum(w * v_t[j] for w, v_t in zip(attn_weights, v_h))
                        for j in range(head_dim)]`,
    '[sum(attn_weights[t] * v_h[t][j] for t in range(len(v_h))) for j in range(head_dim)]',
  ],
]

const oneLineDict = (text: string): string =>
  replaced(
    text,
    'state_dict = {',
    'for i in',
    "state_dict = {'wte': matrix(vocab_size, n_embd), 'wpe': matrix(block_size, n_embd), 'lm_head': matrix(vocab_size, n_embd)}\n",
  )

const slicing = (text: string): string => everywhere(text, /hs:hs \+ head_dim/g, 'hs:hs+head_dim')

/** A statement of gpt as a list that a loop fills. */
const looped = (name: string, indent: string, loop: string, item: string): string =>
  `${name} = []\n${indent}for ${loop}:\n${indent}    ${name}.append(${item})`

const inLoops = changed(
  ['x = [t + p for t, p in zip(tok_emb, pos_emb)]', looped('x', '    ', 't, p in zip(tok_emb, pos_emb)', 't + p')],
  [
    byIndex[0]![0],
    `[]
            for k_t in k_h:
                score = 0
                for a, b in zip(q_h, k_t):
                    score += a * b
                attn_logits.append(score / head_dim ** 0.5)`,
  ],
  [
    byIndex[1]![0],
    `[]
            for j in range(head_dim):
                head_out.append(sum(w * v_t[j] for w, v_t in zip(attn_weights, v_h)))`,
  ],
  [
    'params = [p for mat in state_dict.values() for row in mat for p in row]',
    'params = []\nfor mat in state_dict.values():\n    for row in mat:\n        params.extend(row)',
  ],
  [
    'def matrix(nout, nin, std=0.08):\n    return [[Value(random.gauss(0, std)) for _ in range(nin)] for _ in range(nout)]',
    'def matrix(nout, nin, std=0.08):\n    rows = []\n    for _ in range(nout):\n        rows.append([Value(random.gauss(0, std)) for _ in range(nin)])\n    return rows',
  ],
)

/** Variables of loops under other names, each with the places where it stands. */
const renamings: readonly (readonly [RegExp, string])[] = [
  [/\bli\b(?=[\]}]| in range)/g, 'layer'],
  [/\bh\b(?= in range| \*)/g, 'head'],
  [/\bstep\b(?= in range| %| \/ num| \+)/g, 'it'],
  [/\bpos_id\b/g, 'at'],
  [/\bsample_idx\b/g, 's'],
  [/\bi, p in\b/g, 'index, p in'],
  [/\b([mv])\[i\]/g, '$1[index]'],
]
const otherNames = renamings.reduce((text, [was, becomes]) => everywhere(text, was, becomes), ours)

const commented = ours
  .split('\n')
  .map((line, at) => {
    if (at < 2 || line.trim() === '') return line
    const indent = /^ */.exec(line)![0]
    return `${indent}# x = [xi.gelu() for xi in linear(x, mlp_fc1)]  n_embd = 99\n${line}  # def gpt(), for li, q = k`
  })
  .join('\n')

/** Written as a reader of the published file would remember it: its dense lines, in our words. */
const dense = recursive(
  slicing(
    oneLineDict(
      changed(
        ...byIndex,
        [
          'learning_rate = 0.01\nbeta1 = 0.85\nbeta2 = 0.99\neps_adam = 1e-8\n',
          'learning_rate, beta1, beta2, eps_adam = 0.01, 0.85, 0.99, 1e-8\n',
        ],
        [
          '    keys = [[] for _ in range(n_layer)]\n    values = [[]',
          '    keys, values = [[] for _ in range(n_layer)], [[]',
        ],
        [
          '    keys = [[] for _ in range(n_layer)]\n    values = [[]',
          '    keys, values = [[] for _ in range(n_layer)], [[]',
        ],
        [
          '        token_id = tokens[pos_id]\n        target_id = tokens[pos_id + 1]\n',
          '        token_id, target_id = tokens[pos_id], tokens[pos_id + 1]\n',
        ],
        ['def matrix(nout, nin, std=0.08):\n    return [[', 'matrix = lambda nout, nin, std=0.08: [['],
        ['for wi, xi in zip(row, x)) for row in w]', 'for wi, xi in zip(wo, x)) for wo in w]'],
        ['temperature = 0.5', "temperature = 0.5 # in (0, 1]\nprint('\\n--- made up ---')"],
        ['[p.data for p in probs])[0]', 'weights=[p.data for p in probs])[0]'],
        ["{loss.data:.4f}')", "{loss.data:.4f}', end='\\r')"],
        ['m_hat / (v_hat ** 0.5 + eps_adam)', 'm_hat / (v_hat**0.5 + eps_adam)'],
      ),
    ),
  ),
)

export const otherHands: Readonly<Record<string, Version>> = {
  'dense lines, as it was published': { text: dense, reads: {} },
  tabs: { text: ours.replace(/^( {4})+/gm, spaces => '\t'.repeat(spaces.length / 4)), reads: {} },
  'lines that end as in Windows': { text: ours.replaceAll('\n', '\r\n'), reads: {} },
  'comments everywhere': { text: commented, reads: {} },
  'loops that fill lists': { text: inLoops, reads: {} },
  'other loop variables': { text: otherNames, reads: {} },
  'double quotes': { text: everywhere(ours, /'/g, '"'), reads: {} },
  'a recursive backward': { text: recursive(ours), reads: {} },
  'heads by index': { text: changed(...byIndex), reads: {} },
  'all imports in one line, urllib among them': {
    text: changed(['import math\nimport os\nimport random\n', 'import math, os, random, urllib.request\n']),
    reads: {},
  },
  'urllib on a line of its own': { text: changed(['import os\n', 'import os\nimport urllib.request\n']), reads: {} },
  'documents in two steps': {
    text: replaced(
      ours,
      'with open',
      'random.shuffle',
      "text = open('input.txt', 'r').read()\ndocs = text.splitlines()\ndocs = [d.strip() for d in docs if d.strip()]\n",
    ),
    reads: {},
  },
  'types written out': {
    text: changed(
      ['n_embd = 16', 'n_embd: int = 16'],
      [
        'def gpt(token_id, pos_id, keys, values):',
        'def gpt(token_id: int, pos_id: int, keys: list, values: list) -> list:',
      ],
      ['class Value:', 'class Value(object):'],
    ),
    reads: {},
  },
  'sizes in one tuple': {
    text: replaced(ours, 'n_layer = ', 'head_dim', '(n_layer, n_embd, block_size, n_head) = (2, 24, 8, 3)\n'),
    reads: { n_layer: 2, n_embd: 24, block_size: 8, n_head: 3 },
  },
  semicolons: {
    text: changed(['learning_rate = 0.01\nbeta1 = 0.85\n', 'learning_rate = 0.01; beta1 = 0.85\n']),
    reads: {},
  },
  'numbers under names of their own': {
    text: changed(
      ['std=0.08', 'std=init_std'],
      ['def matrix', 'init_std = 0.02\ndef matrix'],
      ['range(20)', 'range(num_samples)'],
      ['temperature =', 'num_samples = 5\ntemperature ='],
    ),
    reads: { std: 0.02, samples: 5 },
  },
  'gradients that are cleared in a loop of their own': {
    text: changed(
      ['        p.grad = 0\n', ''],
      ['    losses = []', '    for p in params:\n        p.grad = 0\n    losses = []'],
    ),
    reads: {},
  },
  'a line printed now and then': {
    text: changed(["    print(f'step", "    if step % 100 == 0:\n        print(f'step"]),
    reads: {},
  },
  'losses without a name for each': {
    text: changed(
      ['        loss_t = -probs[target_id].log()  # surprise: 0 when it was certain and right\n', ''],
      ['losses.append(loss_t)', 'losses.append(-probs[target_id].log())'],
      ['(1 / n) * sum(losses)', 'sum(losses) / n'],
    ),
    reads: {},
  },
  'sampling in other steps': {
    text: changed(
      [
        'random.choices(range(vocab_size), [p.data for p in probs])',
        'random.choices(range(vocab_size), weights=weights)',
      ],
      ['        token_id = random', '        weights = [p.data for p in probs]\n        token_id = random'],
      ['        if token_id == BOS:\n            break', '        if token_id == BOS: break'],
      ['    sample = []', "    sample = ''"],
      ['sample.append(uchars[token_id])', 'sample += uchars[token_id]'],
    ),
    reads: {},
  },
  'reflected operations that are the same methods': {
    text: changed(
      ['    def __radd__(self, other): return self + other', '    __radd__ = __add__'],
      ['    def __rmul__(self, other): return self * other', '    __rmul__ = __mul__'],
      ['    def backward', "    def __repr__(self): return f'Value({self.data})'\n\n    def backward"],
    ),
    reads: {},
  },
  'a decay that counts what is left': {
    text: changed(['learning_rate * (1 - step / num_steps)', 'learning_rate * (num_steps - step) / num_steps']),
    reads: {},
  },
  'a cosine that is halved at the end': {
    text: changed([
      'learning_rate * (1 - step / num_steps)',
      'learning_rate * (1 + math.cos(math.pi * (step / num_steps))) / 2',
    ]),
    reads: { decay: 'cosine' },
  },
  'a square as a product': {
    text: changed(['[xi.relu() for xi in x]', '[a.relu() * a.relu() for a in x]']),
    reads: { activation: 'relu2' },
  },
  'gelu of its own operations': {
    text: changed(['xi.relu()', 'xi / (1 + (-(8 / math.pi) ** 0.5 * (xi + 0.044715 * xi ** 3)).exp())']),
    reads: { activation: 'gelu' },
  },
}
