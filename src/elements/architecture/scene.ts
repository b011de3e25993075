/** What is to be drawn, read once from the session: everything under it is a function of this and of the layout. */
import type { Config } from '../../engine/config.ts'
import { operations, type OpId } from '../../engine/operations.ts'
import type { Tokenizer } from '../../engine/tokenizer.ts'
import type { Reading, TraceReader } from '../../lens/reading.ts'
import type { Session, Status } from '../../lens/session.ts'
import type { Moment, Place } from '../../lens/timeline.ts'
import { titleIn } from '../../lens/titles.ts'
import type { Layout } from './layout.ts'

/** How one operation looks at the cursor. */
export interface Look {
  readonly status: Status
  /** The values, or their gradient where the walk back has been; null where nothing is computed. */
  readonly reading: Reading | null
  /** Token of the hue, without dashes. */
  readonly hue: string
  readonly isGradient: boolean
}

const cache = new WeakMap<TraceReader, Map<string, unknown>>()

/** Readings are kept as long as their trace, so that what has not changed is known to be the same. */
export function kept<Value>(reader: TraceReader, key: string, make: () => Value): Value {
  let known = cache.get(reader)
  if (!known) cache.set(reader, (known = new Map<string, unknown>()))
  if (!known.has(key)) known.set(key, make())
  return known.get(key) as Value
}

/** @typeParam Drawn what says where things stand: the first picture's layout, or nothing */
export class Scene<Drawn = Layout> {
  readonly config: Config
  /** A token for every position; the target of the position that is shown. */
  readonly letters: readonly string[]
  readonly token: number
  readonly target: number

  constructor(
    private readonly session: Session,
    readonly layout: Drawn,
    readonly reader: TraceReader,
    readonly moment: Moment,
    readonly position: number,
    readonly layer: number,
    private readonly tokenizer: Tokenizer,
  ) {
    this.config = reader.plan.config
    this.letters = Array.from(reader.tokens, tokenizer.letter)
    this.token = reader.tokens[position]!
    this.target = reader.targets[position]!
  }

  letter(id: number): string {
    return this.tokenizer.letter(id)
  }

  /** A letter where there is room for one sign: BOS is B, or a dot where the data have a B of their own. */
  sign(letter: string): string {
    if (letter === 'BOS') return this.tokenizer.uchars.includes('B') ? '•' : 'B'
    return letter === ' ' ? '␣' : letter
  }

  get isBackward(): boolean {
    return this.moment.phase === 'backward'
  }

  /** Nothing has been asked for yet, so nothing glows. */
  get isAtFirstSight(): boolean {
    return this.session.untouched.value
  }

  place(op: OpId, head: number | null = null, layer = this.layer): Place {
    const { repeats } = operations[op]
    return {
      op,
      layer: repeats === 'layer' || repeats === 'head' ? layer : null,
      head: repeats === 'head' ? head : null,
    }
  }

  status(op: OpId, head: number | null = null, position = this.position, layer = this.layer): Status {
    return this.session.status(this.place(op, head, layer), position)
  }

  look(op: OpId, head: number | null = null, position = this.position, layer = this.layer): Look {
    const status = this.status(op, head, position, layer)
    const role = operations[op].role
    if (status === 'todo') return { status, reading: null, hue: role, isGradient: false }
    const place = this.place(op, head, layer)
    const gradient = this.session.hasGradient(place) ? this.reading('gradient', op, position, layer, head) : null
    const isGradient = gradient !== null
    const isWalkedBack = this.isBackward && status === 'now'
    return {
      status,
      reading: gradient ?? this.reading('output', op, position, layer, head),
      hue: isGradient || isWalkedBack ? 'grad' : role,
      isGradient,
    }
  }

  /** What an operation puts out, whether the cursor has been there or not. */
  output(op: OpId, position = this.position): Reading | null {
    return this.reading('output', op, position, this.layer, null)
  }

  private reading(
    what: 'output' | 'gradient',
    op: OpId,
    position: number,
    layer: number,
    head: number | null,
  ): Reading | null {
    const place = this.place(op, head, layer)
    return kept(this.reader, `${what} ${op} ${position} ${place.layer} ${place.head}`, () =>
      this.reader[what](op, position, place.layer, place.head),
    )
  }

  /** A parameter as it stands at the cursor: its gradient once the walk back has been there, until Adam has used it. */
  matrix(name: string, op: OpId): Look {
    const { session, moment } = this
    const isNow = moment.phase === 'update' && moment.parameter === name
    const isUpdated = session.isUpdated(name)
    const kind = isUpdated ? 'updated' : session.hasGradient(this.place(op)) ? 'gradients' : 'values'
    const reading = kept(this.reader, `matrix ${name} ${kind}`, () => this.reader.matrix(name, kind))
    return {
      status: isNow ? 'now' : 'done',
      reading,
      hue: isNow ? 'grad' : reading.role,
      isGradient: kind === 'gradients',
    }
  }

  /** Parameters of the layer that is shown. */
  parameter(name: string): string {
    if (name === 'lm_head' && this.config.tied_head) return 'wte'
    return /^(wte|wpe|lm_head)$/.test(name) ? name : `layer${this.layer}.${name}`
  }

  /** All that decides how these operations look, as one word: equal words need no drawing again. */
  stateOf(ops: readonly OpId[], parameters: readonly string[] = []): string {
    const heads = Array.from({ length: this.config.n_head }, (_, head) => head)
    const of = (op: OpId, head: number | null): string =>
      this.status(op, head)[0]! + (this.session.hasGradient(this.place(op, head)) ? 'g' : '')
    const words = ops.map(op =>
      operations[op].repeats === 'head' ? heads.map(head => of(op, head)).join('') : of(op, null),
    )
    const matrices = parameters.map(name => {
      const isNow = this.moment.phase === 'update' && this.moment.parameter === this.parameter(name)
      return (isNow ? 'n' : '') + (this.session.isUpdated(this.parameter(name)) ? 'u' : '')
    })
    const { n_layer } = this.config
    // The stream runs through the layers that are collapsed too.
    const layers = Array.from({ length: n_layer > 1 ? n_layer : 0 }, (_, layer) => {
      const { status, isGradient } = this.look('mlp.add', null, this.position, layer)
      return status[0]! + (isGradient ? 'g' : '')
    })
    return `${words.join('|')}/${matrices.join('|')}/${layers.join('')}/${this.isBackward ? 'back' : ''}`
  }
}

/** What a screen reader says of a mark. */
export function describe(
  config: Config,
  op: OpId,
  reading: Reading | null,
  { head = null, of = '' }: { head?: number | null; of?: string } = {},
): string {
  const where = `${titleIn(config, op)}${head === null ? '' : `, head ${head}`}${of === '' ? '' : `, ${of}`}`
  if (!reading) return `${where}: not yet computed`
  const { name, rows, columns } = reading
  return `${where}: ${name}, ${rows === 1 ? columns : `${rows} × ${columns}`} ${rows * columns === 1 ? 'number' : 'numbers'}`
}
