/**
 * The tour of the toy's numbers: which token stands at the position at hand, what its vector is, whether the cache is the
 * walkthrough's, and whether every result is rounded before it is used, as the walkthrough does on paper.
 */
import type { HeldActivation, Intervention } from '../engine/intervention.ts'
import type { OpId } from '../engine/operations.ts'
import { withActivation, withoutActivations } from './interventions.ts'
import type { TraceReader } from './reading.ts'
import type { Session } from './session.ts'
import { sentence } from './training.ts'
import { hasToyCache, toyPosition, withToyCache } from './toy.ts'

/** Rounded to two decimals at each step; in full but for the cache; all the model's own. */
export const tourModes = ['paper', 'cache', 'model'] as const
export type TourMode = (typeof tourModes)[number]

/**
 * What is rounded, in the order of the program: each list follows from those before it. Logits stay whole: only so does
 * the walkthrough's softmax come out as printed.
 */
const stages: readonly (readonly OpId[])[] = [
  ['embedding.add'],
  ['embedding.norm'],
  ['attention.norm'],
  ['attention.query', 'attention.key', 'attention.value'],
  ['attention.scores'],
  ['attention.softmax'],
  ['attention.mix'],
  ['attention.output'],
  ['attention.add'],
  ['mlp.norm'],
  ['mlp.expand'],
  ['mlp.contract'],
  ['mlp.add'],
  ['loss.softmax'],
]
const rounded = new Set<OpId>(stages.flat())

/** The layer of an operation in a model of one layer. */
export const layerOf = (op: OpId): number | null => (/^(attention|mlp)\./.test(op) ? 0 : null)

/** To two decimals, a five upwards whichever way its binary digits lean. */
export const onPaper = (value: number): number =>
  (Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-7)) / 100 || 0

export function modeOf(intervention: Intervention, position: number): TourMode {
  const isRounded = intervention.activations.some(held => held.op === 'embedding.norm' && held.position === position)
  return isRounded ? 'paper' : hasToyCache(intervention) ? 'cache' : 'model'
}

/** The vector that is held in the place of tok_emb; null where it is a row of wte. */
export function heldVector({ activations }: Intervention, position: number): readonly number[] | null {
  const held = activations.filter(held => held.op === 'embedding.token' && held.position === position)
  return held.length > 0 ? held.toSorted((a, b) => a.column - b.column).map(({ value }) => value) : null
}

interface Wish {
  readonly mode: TourMode
  readonly vector: readonly number[] | null
}

export class Tour {
  /** Goes up with each wish: of several that follow each other quickly the last is shown. */
  private turn = 0
  /** What is on its way to the screen. */
  private pending: Wish | null = null

  constructor(private readonly session: Session) {}

  get position(): number {
    return this.session.position.value
  }

  wish(): Wish {
    const { intervention } = this.session
    const shown = {
      mode: modeOf(intervention.value, this.position),
      vector: heldVector(intervention.value, this.position),
    }
    return this.pending ?? shown
  }

  setMode(mode: TourMode): Promise<void> {
    return this.show({ ...this.wish(), mode })
  }

  /** The vector of the token at hand, with one of its numbers changed. */
  setNumber(column: number, value: number): Promise<void> {
    const reader = this.session.view.peek()!.reader
    const vector = this.wish().vector ?? rowOf(reader, reader.tokens[this.position]!)
    return this.setVector(vector.map((old, i) => (i === column ? value : old)))
  }

  /** Any vector in the place of tok_emb; null is the token's own. */
  setVector(vector: readonly number[] | null): Promise<void> {
    return this.show({ ...this.wish(), vector })
  }

  /**
   * Puts a token at the position at hand. A letter makes another word; BOS in the middle of one, or a letter at its
   * beginning, is a row of wte held there, as no document has it so.
   */
  async pick(token: number): Promise<void> {
    const { session, position } = this
    const [run, view] = [session.run.peek(), session.view.peek()]
    if (!run || !view) return
    const { BOS, letter } = run.tokenizer
    const mode = this.wish().mode
    const isInDocument = (token === BOS) === (position === 0)
    if (!isInDocument) return this.show({ mode, vector: rowOf(view.reader, token) })
    if (position === 0) return this.show({ mode, vector: null })
    const letters = [...view.document].slice(0, position - 1)
    while (letters.length < position - 1) letters.push(letter(0))
    const word = [...letters, letter(token)].join('')
    const wish = { mode, vector: null }
    if (word === view.document) return this.show(wish)
    const turn = ++this.turn
    this.pending = wish
    session.intervention.value = this.base(wish)
    const isRead = await session.read(word)
    if (turn !== this.turn) return
    this.pending = null
    if (isRead) await this.show(wish)
  }

  /** What is held but for the rounding: numbers that others hold stay held. */
  private base({ mode, vector }: Wish): Intervention {
    const { position } = this
    const others = withoutActivations(
      this.session.intervention.peek(),
      held => held.position === position && (rounded.has(held.op) || held.op === 'embedding.token'),
    )
    const based = withToyCache(others, mode !== 'model' && position >= toyPosition)
    return vector ? withActivation(based, ...heldRow('embedding.token', position, vector)) : based
  }

  private async show(wish: Wish): Promise<void> {
    const turn = ++this.turn
    const { session, position } = this
    this.pending = wish
    let held: Intervention | null = null
    try {
      held = wish.mode === 'paper' ? await this.onPaper(this.base(wish), position, turn) : this.base(wish)
    } catch (error) {
      session.say(sentence(error))
    }
    if (turn !== this.turn) return
    this.pending = null
    if (held) await session.intervene(held)
  }

  /** Step by step: what the model makes of the rounded numbers before is rounded, and held. */
  private async onPaper(base: Intervention, position: number, turn: number): Promise<Intervention | null> {
    const { session } = this
    const view = session.view.peek()
    if (!view) return null
    let held = base
    for (const ops of stages) {
      const found = await session.questions.traceOf(view.step, view.document, { off: view.off, intervention: held })
      if (!found || turn !== this.turn) return null
      for (const op of ops) {
        const numbers = found.reader.output(op, position, layerOf(op), headOf(op))
        if (numbers) held = withActivation(held, ...heldRow(op, position, Array.from(numbers.values, onPaper)))
      }
    }
    return held
  }
}

/** The only head, for the operations that a head has. */
export const headOf = (op: OpId): number | null =>
  op === 'attention.scores' || op === 'attention.softmax' || op === 'attention.mix' ? 0 : null

const heldRow = (op: OpId, position: number, values: readonly number[]): HeldActivation[] =>
  values.map((value, column) => ({ op, layer: layerOf(op), position, column, value }))

function rowOf(reader: TraceReader, token: number): number[] {
  const { values, columns } = reader.matrix('wte')
  return Array.from(values.subarray(token * columns, (token + 1) * columns))
}

const known = new WeakMap<Session, Tour>()

export function tourOf(session: Session): Tour {
  const found = known.get(session) ?? new Tour(session)
  known.set(session, found)
  return found
}
