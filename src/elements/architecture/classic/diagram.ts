/** Where everything of the usual diagram stands; read from the bottom up, as it is always drawn. */
import type { PartId } from '../../../lens/notes/classic.ts'

export interface Box {
  readonly part: PartId
  /** Other than the part's own title. */
  readonly words?: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Sum {
  readonly part: PartId
  readonly x: number
  readonly y: number
}

export interface Diagram {
  readonly width: number
  /** Nothing is above. */
  readonly top: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly sums: readonly Sum[]
  /** What runs from block to block. */
  readonly wires: readonly string[]
  /** What goes past a block, to be added to what it makes. */
  readonly bypasses: readonly string[]
  /** The part that is repeated, and how often. */
  readonly layers: readonly {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly words: string
    readonly end: boolean
  }[]
  /** Words that are no block. */
  readonly captions: readonly { readonly x: number; readonly y: number; readonly words: string }[]
}

export type DiagramKind = 'paper' | 'gpt2'

const width = 400
const box = { width: 134, height: 32 }
const gap = 13

/** A column of blocks, laid from the bottom up. */
class Column {
  readonly boxes: Box[] = []
  readonly sums: Sum[] = []
  readonly wires: string[] = []
  readonly bypasses: string[] = []

  constructor(
    readonly x: number,
    /** The lower edge of what comes next. */
    public y: number,
  ) {}

  private wire(from: number, to: number): void {
    this.wires.push(`M${this.x} ${from}V${to}`)
  }

  /** @param parts side by side in one frame */
  block(...parts: readonly (PartId | readonly [PartId, string])[]): this {
    const top = this.y - box.height
    const each = box.width / parts.length
    parts.forEach((named, i) => {
      const [part, words] = typeof named === 'string' ? [named, undefined] : named
      const x = this.x - box.width / 2 + i * each
      this.boxes.push({ part, ...(words !== undefined && { words }), x, y: top, width: each, height: box.height })
    })
    this.wire(top, top - gap)
    this.y = top - gap
    return this
  }

  /** Beside the last block, at its right. */
  tag(part: PartId, words: string, wide = 62): this {
    const { y, height } = this.boxes.findLast(({ x }) => x === this.x - box.width / 2)!
    this.boxes.push({ part, words, x: this.x + box.width / 2 + 8, y, width: wide, height })
    return this
  }

  sum(part: PartId): this {
    this.sums.push({ part, x: this.x, y: this.y - 9 })
    this.wire(this.y - 18, this.y - 18 - gap)
    this.y -= 18 + gap
    return this
  }

  /** From one height to another, past what is between. */
  past(from: number, to: number, side: -1 | 1 = -1): this {
    const x = this.x + side * (box.width / 2 + 11)
    const end = this.x + side * (to === this.y ? 0 : 9)
    this.bypasses.push(`M${this.x} ${from}H${x}V${to}H${end}`)
    return this
  }

  /** So much higher. */
  rise(by: number): this {
    this.wire(this.y, this.y - by)
    this.y -= by
    return this
  }
}

export const diagramOf = (kind: DiagramKind): Diagram => (kind === 'paper' ? paper() : gpt2())

const parts = (columns: readonly Column[]): Pick<Diagram, 'boxes' | 'sums' | 'wires' | 'bypasses'> => ({
  boxes: columns.flatMap(({ boxes }) => boxes),
  sums: columns.flatMap(({ sums }) => sums),
  wires: columns.flatMap(({ wires }) => wires),
  bypasses: columns.flatMap(({ bypasses }) => bypasses),
})

/** Encoder and decoder, norms after the sums. */
function paper(): Diagram {
  const height = 596
  const encoder = new Column(92, height - 24)
  const decoder = new Column(262, height - 24)
  for (const column of [encoder, decoder]) {
    if (column === decoder) column.block('tokens').block('embedding').sum('positions')
    else column.block(['encoder', 'Tokens to translate']).block(['encoder', 'Embedding']).sum('encoder')
  }
  decoder.block('dropout')
  encoder.rise(box.height + gap)
  const from = decoder.y + 8
  const bottom = decoder.y + 14
  decoder.rise(6)
  let tap = decoder.y + 5
  decoder.block('attention').tag('mask', 'Mask', 56)
  decoder.past(tap, decoder.y - box.height / 2).block(['add', 'Add'], ['norm', 'Norm'])
  tap = decoder.y + gap / 2
  decoder.block('cross')
  const meeting = decoder.y + gap + box.height / 2
  decoder.past(tap, decoder.y - box.height / 2).block(['add', 'Add'], ['norm', 'Norm'])
  tap = decoder.y + gap / 2
  decoder.block('feedforward').tag('biases', 'Biases', 56)
  decoder.past(tap, decoder.y - box.height / 2).block(['add', 'Add'], ['norm', 'Norm'])
  const top = decoder.y + gap - 8
  decoder.block('head').block('softmax')
  encoder
    .rise(6)
    .block(['encoder', 'Attention'])
    .block(['encoder', 'Add & norm'])
    .block(['encoder', 'Feed forward'])
    .block(['encoder', 'Add & norm'])
  const high = encoder.y + gap - 8
  const over = `M${encoder.x} ${encoder.y + 2}V${encoder.y}H176V${meeting}H${decoder.x - box.width / 2}`
  const { boxes, sums, wires, bypasses } = parts([encoder, decoder])
  return {
    width,
    top: decoder.y - 18,
    height,
    boxes,
    sums,
    wires: [...wires, over],
    bypasses,
    layers: [
      { x: 14, y: high, width: 156, height: bottom - high, words: '6 ×', end: false },
      { x: 182, y: top, width: 216, height: from + 6 - top, words: '6 ×', end: true },
    ],
    captions: [
      { x: encoder.x, y: height - 8, words: 'encoder' },
      { x: decoder.x, y: height - 8, words: 'decoder' },
      { x: decoder.x, y: decoder.y - 4, words: 'the next token' },
    ],
  }
}

/** One stack, norms before the blocks, one more before the head. */
function gpt2(): Diagram {
  const height = 596
  const column = new Column(190, height - 24)
  column.block('tokens').block('embedding').sum('positions').block('dropout')
  const bottom = column.y + 14
  column.rise(8)
  for (const half of ['attention', 'feedforward'] as const) {
    const tap = column.y + 5
    column.block('norm')
    if (half === 'attention') column.block(half).tag('mask', 'Mask', 56)
    else column.block(half, ['activation', 'GELU']).tag('biases', 'Biases', 56)
    column.past(tap, column.y - 9).sum('add')
  }
  const top = column.y + gap - 8
  column.block('finalNorm').block('head').block('softmax')
  return {
    width,
    top: column.y - 18,
    height,
    ...parts([column]),
    layers: [{ x: 96, y: top, width: 242, height: bottom - top, words: '12 ×', end: true }],
    captions: [{ x: column.x, y: column.y - 4, words: 'the next token' }],
  }
}
