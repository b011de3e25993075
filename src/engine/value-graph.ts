/**
 * The graph of single numbers that `loss.backward()` walks: every Value that microgpt.py makes for the loss of one
 * document, in the order in which it makes them, but for those on which the loss does not depend. In typed arrays, as
 * there are tens of thousands.
 */
import { headDim, type Config } from './config.ts'
import type { Rows } from './document.ts'
import type { OpId } from './operations.ts'
import { matricesOf } from './parameters.ts'
import { countValues } from './value-count.ts'

/** What makes a node; a parameter and a plain number are made of nothing. */
export const valueKinds = ['parameter', 'plain', 'add', 'mul', 'pow', 'log', 'exp', 'relu'] as const
export type ValueKind = (typeof valueKinds)[number]

/** The line of the program that makes a node. */
export interface ValueGroup {
  readonly op: OpId
  readonly layer: number | null
}

export interface ValueGraph {
  readonly size: number
  readonly data: Float64Array
  /** Two a node: indices of what it is made of, −1 where there is none. */
  readonly children: Int32Array
  /** Two a node: how much it grows when each of them does. */
  readonly local: Float64Array
  /** How much the loss grows when it does. */
  readonly grad: Float64Array
  /** Index into `valueKinds`. */
  readonly kind: Uint8Array
  /** Index into `groups`. */
  readonly group: Uint16Array
  /** The position that is read when it is made; parameters and the mean of the losses have 0. */
  readonly position: Uint16Array
  /** The number of the operation's output that it helps to make: a column of the tensor; of a parameter its index. */
  readonly column: Int32Array
  readonly groups: readonly ValueGroup[]
  /** The node of each number of `params`; −1 for those that the loss does not depend on. */
  readonly nodeOfParameter: Int32Array
  /** The node of the loss: the last one. */
  readonly loss: number
}

/** More than this would take a browser's memory for one picture: some 130 bytes a node. */
export const mostValues = 3_000_000

/** Why no such graph is built, in a sentence; null where one is. */
export function valueGraphProblem(config: Config, vocab_size: number, rows: Pick<Rows, 'tokens'>): string | null {
  if (config.off !== '') return 'Parts of the model are switched off: its graph is known for the whole program only.'
  if (config.norm !== 'rmsnorm' || config.activation === 'gelu')
    return 'The graph of single numbers is known for rmsnorm and relu, as microgpt.py has them.'
  const { nodes } = countValues(config, vocab_size, rows.tokens)
  return nodes <= mostValues
    ? null
    : `This model makes ${nodes.toLocaleString('en')} nodes for one document; up to ${mostValues.toLocaleString('en')} can be built here.`
}

/**
 * Builds the graph for one document and walks it back.
 * @param parameters the numbers of `params`
 * @param rows the document; call `valueGraphProblem` first
 */
export function valueGraph(config: Config, vocab_size: number, parameters: Float64Array, rows: Rows): ValueGraph {
  const builder = new Builder(parameters, countValues(config, vocab_size, rows.tokens).nodes)
  new Program(config, vocab_size, builder).loss(rows)
  return builder.finish()
}

class Builder {
  private size = 0
  private readonly data: Float64Array
  private readonly children: Int32Array
  private readonly local: Float64Array
  private readonly kind: Uint8Array
  private readonly groupOf: Uint16Array
  private readonly positionOf: Uint16Array
  private readonly columnOf: Int32Array
  private readonly nodeOfParameter: Int32Array
  private readonly groups: ValueGroup[] = [{ op: 'parameters', layer: null }]
  private group = 0
  private position = 0
  private column = 0

  constructor(
    private readonly parameters: Float64Array,
    most: number,
  ) {
    this.data = new Float64Array(most)
    this.children = new Int32Array(2 * most).fill(-1)
    this.local = new Float64Array(2 * most)
    this.kind = new Uint8Array(most)
    this.groupOf = new Uint16Array(most)
    this.positionOf = new Uint16Array(most)
    this.columnOf = new Int32Array(most)
    this.nodeOfParameter = new Int32Array(parameters.length).fill(-1)
  }

  /** What is made from here on belongs to a line of the program. */
  line(op: OpId, layer: number | null, position: number): void {
    const known = this.groups.findIndex(group => group.op === op && group.layer === layer)
    this.group = known >= 0 ? known : this.groups.push({ op, layer }) - 1
    this.position = position
  }

  /** Makes each number of an output. */
  each(length: number, make: (column: number) => number): number[] {
    return Array.from({ length }, (_, column) => this.at(column, () => make(column)))
  }

  /** What is made in between is of one number of the output. */
  at(column: number, make: () => number): number {
    this.column = column
    return make()
  }

  value(node: number): number {
    return this.data[node]!
  }

  /** A parameter is one node, however often it is used. */
  parameter(index: number): number {
    const known = this.nodeOfParameter[index]!
    if (known >= 0) return known
    const [group, position, column] = [this.group, this.position, this.column]
    Object.assign(this, { group: 0, position: 0, column: index })
    const node = this.node('parameter', this.parameters[index]!)
    Object.assign(this, { group, position, column })
    return (this.nodeOfParameter[index] = node)
  }

  plain = (value: number): number => this.node('plain', value)
  add = (a: number, b: number): number => this.node('add', this.data[a]! + this.data[b]!, a, 1, b, 1)
  mul = (a: number, b: number): number => {
    const [x, y] = [this.data[a]!, this.data[b]!]
    return this.node('mul', x * y, a, y, b, x)
  }
  pow = (a: number, n: number): number => {
    const x = this.data[a]!
    return this.node('pow', x ** n, a, n * x ** (n - 1))
  }
  log = (a: number): number => this.node('log', Math.log(this.data[a]!), a, 1 / this.data[a]!)
  exp = (a: number): number => {
    const value = Math.exp(this.data[a]!)
    return this.node('exp', value, a, value)
  }
  relu = (a: number): number => this.node('relu', Math.max(0, this.data[a]!), a, Number(this.data[a]! > 0))

  /** sum(…) begins with a plain 0. */
  sum = (terms: readonly number[]): number => terms.slice(1).reduce(this.add, this.add(terms[0]!, this.plain(0)))

  /** By a plain number. */
  over = (a: number, divisor: number): number => this.mul(a, this.plain(divisor ** -1))

  private node(kind: ValueKind, value: number, a = -1, toA = 0, b = -1, toB = 0): number {
    const node = this.size++
    this.data[node] = value
    this.kind[node] = valueKinds.indexOf(kind)
    this.children[2 * node] = a
    this.children[2 * node + 1] = b
    this.local[2 * node] = toA
    this.local[2 * node + 1] = toB
    this.groupOf[node] = this.group
    this.positionOf[node] = this.position
    this.columnOf[node] = this.column
    return node
  }

  /** Parts were made before wholes, so the walk back is the way back through the list. */
  finish(): ValueGraph {
    const { size, data, children, local, groups, kind, nodeOfParameter } = this
    const grad = new Float64Array(data.length)
    const loss = size - 1
    grad[loss] = 1
    for (let node = loss; node >= 0; node--)
      for (let edge = 2 * node; edge < 2 * node + 2; edge++) {
        const child = children[edge]!
        if (child >= 0) grad[child]! += local[edge]! * grad[node]!
      }
    const { groupOf: group, positionOf: position, columnOf: column } = this
    return { size, data, children, local, grad, kind, group, position, column, groups, nodeOfParameter, loss }
  }
}

/** microgpt.py, line by line. */
class Program {
  private readonly start: ReadonlyMap<string, number>

  constructor(
    private readonly config: Config,
    private readonly vocab_size: number,
    private readonly b: Builder,
  ) {
    this.start = new Map(matricesOf(config, vocab_size).map(({ name, start }) => [name, start]))
  }

  loss({ rows, tokens, targets }: Rows): void {
    const { b, config } = this
    const [keys, values] = [0, 1].map(() => Array.from({ length: config.n_layer }, (): number[][] => [])) as [
      number[][][],
      number[][][],
    ]
    const losses = Array.from({ length: rows }, (_, position) => {
      const logits = this.gpt(tokens[position]!, position, keys, values)
      b.line('loss.softmax', null, position)
      const [prob] = this.softmax(logits, 0, [targets[position]!])
      b.line('loss.cross_entropy', null, position)
      return b.at(0, () => b.mul(b.log(prob!), b.plain(-1)))
    })
    b.line('loss.mean', null, 0)
    b.at(0, () => b.mul(b.sum(losses), b.plain(1 / rows)))
  }

  private row(name: string, row: number, length: number): number[] {
    const from = this.start.get(name)! + row * length
    return Array.from({ length }, (_, i) => this.b.parameter(from + i))
  }

  private linear(x: readonly number[], name: string, nout: number): number[] {
    const { b } = this
    return b.each(nout, o => b.sum(this.row(name, o, x.length).map((w, i) => b.mul(w, x[i]!))))
  }

  /** @param first column of the first score  @param wanted those of the results on which the loss depends */
  private softmax(
    scores: readonly number[],
    first: number,
    wanted: readonly number[] = scores.map((_, i) => i),
  ): number[] {
    const { b } = this
    const max_val = Math.max(...scores.map(score => b.value(score)))
    const exps = scores.map((score, i) => b.at(first + i, () => b.exp(b.add(score, b.plain(-max_val)))))
    const total = b.at(first + wanted[0]!, () => b.sum(exps))
    return wanted.map(i => b.at(first + i, () => b.mul(exps[i]!, b.pow(total, -1))))
  }

  private rmsnorm(x: readonly number[]): number[] {
    const { b } = this
    const scale = b.at(0, () => {
      const ms = b.over(b.sum(x.map(xi => b.mul(xi, xi))), x.length)
      return b.pow(b.add(ms, b.plain(1e-5)), -0.5)
    })
    return b.each(x.length, i => b.mul(x[i]!, scale))
  }

  private gpt(token_id: number, pos_id: number, keys: number[][][], values: number[][][]): number[] {
    const { b, config, vocab_size } = this
    const { n_embd, n_layer, n_head, block_size, mlp_factor, activation } = config
    const head_dim = headDim(config)
    const line = (op: OpId, layer: number | null = null): void => b.line(op, layer, pos_id)
    const added = (one: readonly number[], other: readonly number[]): number[] =>
      b.each(n_embd, i => b.add(one[i]!, other[i]!))
    const [tok_emb, pos_emb] = [this.row('wte', token_id, n_embd), this.row('wpe', pos_id, n_embd)]
    line('embedding.add')
    let x = added(tok_emb, pos_emb)
    line('embedding.norm')
    x = this.rmsnorm(x)
    for (let li = 0; li < n_layer; li++) {
      let x_residual = x
      line('attention.norm', li)
      x = this.rmsnorm(x)
      line('attention.query', li)
      const q = this.linear(x, `layer${li}.attn_wq`, n_embd)
      line('attention.key', li)
      keys[li]!.push(this.linear(x, `layer${li}.attn_wk`, n_embd))
      line('attention.value', li)
      values[li]!.push(this.linear(x, `layer${li}.attn_wv`, n_embd))
      const x_attn: number[] = []
      for (let h = 0; h < n_head; h++) {
        const hs = h * head_dim
        const first = h * block_size
        const slice = (vector: readonly number[]): number[] => vector.slice(hs, hs + head_dim)
        const [q_h, k_h, v_h] = [slice(q), keys[li]!.map(slice), values[li]!.map(slice)]
        line('attention.scores', li)
        const attn_logits = k_h.map((k_t, t) =>
          b.at(first + t, () => b.over(b.sum(q_h.map((a, j) => b.mul(a, k_t[j]!))), head_dim ** 0.5)),
        )
        line('attention.softmax', li)
        const attn_weights = this.softmax(attn_logits, first)
        line('attention.mix', li)
        for (let j = 0; j < head_dim; j++)
          x_attn.push(b.at(hs + j, () => b.sum(attn_weights.map((w, t) => b.mul(w, v_h[t]![j]!)))))
      }
      line('attention.output', li)
      x = this.linear(x_attn, `layer${li}.attn_wo`, n_embd)
      line('attention.add', li)
      x = added(x, x_residual)
      x_residual = x
      line('mlp.norm', li)
      x = this.rmsnorm(x)
      line('mlp.expand', li)
      x = this.linear(x, `layer${li}.mlp_fc1`, mlp_factor * n_embd)
      line('mlp.relu', li)
      x = b.each(x.length, i => (activation === 'relu2' ? b.pow(b.relu(x[i]!), 2) : b.relu(x[i]!)))
      line('mlp.contract', li)
      x = this.linear(x, `layer${li}.mlp_fc2`, n_embd)
      line('mlp.add', li)
      x = added(x, x_residual)
    }
    line('output.logits')
    return this.linear(x, config.tied_head ? 'wte' : 'lm_head', vocab_size)
  }
}
