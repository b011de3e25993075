/**
 * The moments of one training step, in order, with what the program does before its loop and after it: what playing,
 * stepping and scrubbing move through.
 */
import type { Config } from '../engine/config.ts'
import { opIds, operations, type OpId, type Repeats } from '../engine/operations.ts'
import { matricesOf } from '../engine/parameters.ts'

/** Setup is before the loop over the steps, sample after it; start is what a step does before its first position. */
export const momentPhases = ['setup', 'start', 'forward', 'loss', 'backward', 'update', 'sample'] as const
export type MomentPhase = (typeof momentPhases)[number]

/**
 * One operation at one place. What a phase does not have is null: backward walks all positions at once, because an
 * operation's gradients at all of them are computed together.
 */
export interface Moment {
  readonly phase: MomentPhase
  readonly op: OpId
  readonly position: number | null
  readonly layer: number | null
  readonly head: number | null
  /** The matrix that an update is of. */
  readonly parameter: string | null
}

/** A stretch of the timeline that is shown as one bar. */
export interface Segment {
  readonly phase: MomentPhase
  readonly position: number | null
  /** First moment, and the one after the last. */
  readonly from: number
  readonly to: number
}

/** Where an operation happens, apart from when. */
export interface Place {
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
}

/** Headers of loops and the call of gpt(): they compute nothing, but the program passes them at each place. */
const loopLines: Partial<Record<OpId, Repeats>> = {
  'training.position': 'position',
  gpt: 'position',
  layer: 'layer',
  head: 'head',
}
export const isLoopLine = (op: OpId): boolean => op in loopLines

/** How often an operation comes in the forward pass, lines that only lead through it included. */
export const repeatsOf = (op: OpId): Repeats => loopLines[op] ?? operations[op].repeats

const startOps: readonly OpId[] = ['training.step', 'training.document', 'training.caches']
const setupOps = opIds.filter(
  op =>
    operations[op].phase === 'setup' &&
    !startOps.includes(op) &&
    op !== 'training.print' &&
    (op === 'gpt' || !isLoopLine(op)),
)
const sampleOps = opIds.filter(op => operations[op].phase === 'sample')

const once = (op: OpId): Place => ({ op, layer: null, head: null })

/** The operations of one call of gpt() and its loss, layer by layer and head by head, in the order of the program. */
export function forwardPlaces({ n_layer, n_head }: Pick<Config, 'n_layer' | 'n_head'>): Place[] {
  const ids = opIds.filter(op => operations[op].phase === 'forward')
  const inLayer = (op: OpId): boolean => operations[op].repeats === 'layer' || operations[op].repeats === 'head'
  const first = ids.findIndex(inLayer)
  const last = ids.findLastIndex(inLayer)
  const block = ids.slice(first, last + 1)
  const firstOfHead = block.findIndex(op => operations[op].repeats === 'head')
  const lastOfHead = block.findLastIndex(op => operations[op].repeats === 'head')
  const heads = (layer: number): Place[] =>
    Array.from({ length: n_head }, (_, head) =>
      block.slice(firstOfHead, lastOfHead + 1).map(op => ({ op, layer, head })),
    ).flat()
  const layers = Array.from({ length: n_layer }, (_, layer) => {
    const inThis = (op: OpId): Place => ({ op, layer, head: null })
    return [...block.slice(0, firstOfHead).map(inThis), ...heads(layer), ...block.slice(lastOfHead + 1).map(inThis)]
  }).flat()
  return [...ids.slice(0, first).map(once), ...layers, ...ids.slice(last + 1).map(once)]
}

/** One turn of the loop over positions, line by line: the operations, and the headers of the loops around them. */
function positionPlaces(forward: readonly Place[]): Place[] {
  const places: Place[] = [once('training.position'), once('gpt')]
  let [layer, head]: (number | null)[] = [null, null]
  for (const place of forward) {
    if (place.layer !== layer && place.layer !== null) places.push({ op: 'layer', layer: place.layer, head: null })
    if (place.head !== head && place.head !== null) places.push({ ...place, op: 'head' })
    ;({ layer, head } = place)
    places.push(place)
  }
  return places
}

interface Stop extends Place {
  readonly parameter?: string
}

/** What a stretch passes, in order, and where in it each is found. */
class Stops {
  private readonly indices: ReadonlyMap<string, number>

  constructor(readonly list: readonly Stop[]) {
    this.indices = new Map(list.map((stop, index) => [keyOf(stop), index]))
  }

  indexOf(stop: Omit<Moment, 'phase' | 'position'>): number | null {
    return this.indices.get(keyOf(stop)) ?? null
  }
}

const keyOf = ({ op, layer, head, parameter = null }: Place & { parameter?: string | null }): string =>
  `${op}|${layer}|${head}|${parameter}`

const mean = once('loss.mean')
const setupStops = new Stops(setupOps.map(once))
const startStops = new Stops(startOps.map(once))
const lossStops = new Stops([mean])
const sampleStops = new Stops(sampleOps.map(once))

/** A deep model passes thousands of moments a step, and the same ones at every position and in every step. */
const walks = new WeakMap<Config, { readonly forward: Stops; readonly backward: Stops }>()

function walkOf(config: Config): { readonly forward: Stops; readonly backward: Stops } {
  const known = walks.get(config)
  if (known) return known
  const forward = forwardPlaces(config)
  const walk = {
    forward: new Stops(positionPlaces(forward)),
    backward: new Stops([mean, ...forward.toReversed()]),
  }
  walks.set(config, walk)
  return walk
}

export class Timeline {
  readonly segments: readonly Segment[]
  readonly length: number
  private readonly stops: readonly Stops[]

  /** @param positions how many positions the document has */
  constructor(
    readonly config: Config,
    vocab_size: number,
    readonly positions: number,
  ) {
    const { forward, backward } = walkOf(config)
    const update = new Stops([
      once('adam.rate'),
      ...matricesOf(config, vocab_size).map(({ name }) => ({ ...once('adam'), parameter: name })),
      once('training.print'),
    ])
    const stretches: [MomentPhase, number | null, Stops][] = [
      ['setup', null, setupStops],
      ['start', null, startStops],
      ...Array.from({ length: positions }, (_, at): [MomentPhase, number, Stops] => ['forward', at, forward]),
      ['loss', null, lossStops],
      ['backward', null, backward],
      ['update', null, update],
      ['sample', null, sampleStops],
    ]
    let from = 0
    this.segments = stretches.map(([phase, position, { list }]) => {
      const segment = { phase, position, from, to: from + list.length }
      from = segment.to
      return segment
    })
    this.stops = stretches.map(([, , stops]) => stops)
    this.length = from
  }

  at(index: number): Moment {
    const bounded = Math.min(this.length - 1, Math.max(0, index))
    const stretch = this.segments.findIndex(({ to }) => bounded < to)
    const { phase, position, from } = this.segments[stretch]!
    const { op, layer, head, parameter = null } = this.stops[stretch]!.list[bounded - from]!
    return { phase, position, op, layer, head, parameter }
  }

  /** The index of a moment that is alike, or null. */
  find({ phase, position, ...stop }: Moment): number | null {
    const stretch = this.segments.findIndex(segment => segment.phase === phase && segment.position === position)
    const index = this.stops[stretch]?.indexOf(stop) ?? null
    return index === null ? null : this.segments[stretch]!.from + index
  }

  /** When an operation puts out its value at a position, or a line that leads there is passed. */
  forwardIndex({ op, layer, head }: Place, position: number): number | null {
    if (operations[op].phase === 'loss') return this.lossIndex
    return this.find({ phase: 'forward', position, parameter: null, op, layer, head })
  }

  /** When an operation comes in a phase that goes through it once. */
  onceIndex(phase: MomentPhase, op: OpId): number | null {
    return this.find({ phase, position: null, parameter: null, ...once(op) })
  }

  backwardIndex({ op, layer, head }: Place): number | null {
    return this.find({ phase: 'backward', position: null, parameter: null, op, layer, head })
  }

  updateIndex(parameter: string): number | null {
    return this.find({ phase: 'update', op: 'adam', position: null, layer: null, head: null, parameter })
  }

  /**
   * The moment that an operation stands for, for one who asks for it by name; null for a helper or a piece of setup,
   * unless the setup is asked for.
   */
  indexOf(place: Place, position: number, phase: MomentPhase | null, parameter: string): number | null {
    const { op } = place
    if (phase === 'setup') return this.onceIndex(phase, op)
    if (op === 'backward') return this.first('backward').from
    if (op === 'adam') return this.updateIndex(parameter)
    if (phase === 'backward') return this.backwardIndex(place)
    const again = (['start', 'update', 'sample'] as const).find(phase => this.onceIndex(phase, op) !== null)
    return again ? this.onceIndex(again, op) : this.forwardIndex(place, position)
  }

  /** The moment when the loss of the whole document is known. */
  get lossIndex(): number {
    return this.first('loss').from
  }

  /** Where the training step begins. */
  get stepStart(): number {
    return this.first('start').from
  }

  /** The last moment of the training step: what follows is after the loop. */
  get stepEnd(): number {
    return this.first('update').to - 1
  }

  /** The first stretch of a phase. */
  first(phase: MomentPhase): Segment {
    return this.segments.find(segment => segment.phase === phase)!
  }

  segmentAt(index: number): Segment {
    return this.segments.find(({ from, to }) => index >= from && index < to) ?? this.segments.at(-1)!
  }

  /** The last moment of a position, a stretch further on: "next position", and past the positions the next phase. */
  nextSegment(index: number): number {
    const firstPosition = this.first('forward')
    if (index < firstPosition.from) return firstPosition.to - 1
    const now = this.segments.indexOf(this.segmentAt(index))
    const atEnd = index >= this.segments[now]!.to - 1
    return this.segments[Math.min(this.segments.length - 1, atEnd ? now + 1 : now)]!.to - 1
  }

  /** The last moment of the stretch before: "position before". */
  segmentBefore(index: number): number {
    return Math.max(0, this.segmentAt(index).from - 1)
  }

  /** The first moment of the phase after this one, or before it. */
  phaseFrom(index: number, by: 1 | -1): number {
    const { phase } = this.at(index)
    const now = momentPhases.indexOf(phase)
    const { from } = this.first(phase)
    if (by < 0 && index > from) return from
    const next = momentPhases[now + by]
    return next ? this.first(next).from : by < 0 ? 0 : this.length - 1
  }
}
