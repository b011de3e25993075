/** The moments of one training step, in order: what playing, stepping and scrubbing move through. */
import type { Config } from '../engine/config.ts'
import { opIds, operations, type OpId } from '../engine/operations.ts'
import { matricesOf } from '../engine/parameters.ts'

export type MomentPhase = 'forward' | 'loss' | 'backward' | 'update'

/** One operation at one place. What a phase does not have is null: backward walks all positions at once. */
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

/** The operations of one call of gpt() and its loss, layer by layer and head by head, in the order of the program. */
export function forwardPlaces({ n_layer, n_head }: Pick<Config, 'n_layer' | 'n_head'>): Place[] {
  const ids = opIds.filter(op => operations[op].phase === 'forward')
  const inLayer = (op: OpId): boolean => operations[op].repeats === 'layer' || operations[op].repeats === 'head'
  const first = ids.findIndex(inLayer)
  const last = ids.findLastIndex(inLayer)
  const block = ids.slice(first, last + 1)
  const firstOfHead = block.findIndex(op => operations[op].repeats === 'head')
  const lastOfHead = block.findLastIndex(op => operations[op].repeats === 'head')
  const once = (op: OpId): Place => ({ op, layer: null, head: null })
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

export class Timeline {
  readonly moments: readonly Moment[]
  readonly segments: readonly Segment[]
  private readonly indices: ReadonlyMap<string, number>

  /** @param positions how many positions the document has */
  constructor(
    readonly config: Config,
    vocab_size: number,
    readonly positions: number,
  ) {
    const forward = forwardPlaces(config)
    const moments: Moment[] = []
    const segments: Segment[] = []
    const segment = (
      phase: MomentPhase,
      position: number | null,
      places: readonly (Place & { parameter?: string })[],
    ): void => {
      const from = moments.length
      for (const { op, layer, head, parameter = null } of places)
        moments.push({ phase, position, op, layer, head, parameter })
      segments.push({ phase, position, from, to: moments.length })
    }
    for (let position = 0; position < positions; position++) segment('forward', position, forward)
    const mean: Place = { op: 'loss.mean', layer: null, head: null }
    segment('loss', null, [mean])
    segment('backward', null, [mean, ...forward.toReversed()])
    segment('update', null, [
      { op: 'adam.rate', layer: null, head: null },
      ...matricesOf(config, vocab_size).map(({ name }) => ({
        op: 'adam' as const,
        layer: null,
        head: null,
        parameter: name,
      })),
    ])
    this.moments = moments
    this.segments = segments
    this.indices = new Map(moments.map((moment, index) => [keyOf(moment), index]))
  }

  get length(): number {
    return this.moments.length
  }

  at(index: number): Moment {
    return this.moments[Math.min(this.length - 1, Math.max(0, index))]!
  }

  /** The index of a moment that is alike, or null. */
  find(moment: Moment): number | null {
    return this.indices.get(keyOf(moment)) ?? null
  }

  /** When an operation puts out its value at a position. */
  forwardIndex(place: Place, position: number): number | null {
    if (operations[place.op].phase === 'loss') return this.lossIndex
    return this.find({ phase: 'forward', position, parameter: null, ...place })
  }

  backwardIndex(place: Place): number | null {
    return this.find({ phase: 'backward', position: null, parameter: null, ...place })
  }

  updateIndex(parameter: string): number | null {
    return this.find({ phase: 'update', op: 'adam', position: null, layer: null, head: null, parameter })
  }

  /** The moment when the loss of the whole document is known. */
  get lossIndex(): number {
    return this.segments.find(({ phase }) => phase === 'loss')!.from
  }

  segmentAt(index: number): Segment {
    return this.segments.find(({ from, to }) => index >= from && index < to) ?? this.segments.at(-1)!
  }

  /** The last moment of the next segment: "next position", and past the positions the next phase. */
  nextSegment(index: number): number {
    const now = this.segments.indexOf(this.segmentAt(index))
    const atEnd = index >= this.segments[now]!.to - 1
    return this.segments[Math.min(this.segments.length - 1, atEnd ? now + 1 : now)]!.to - 1
  }
}

const keyOf = ({ phase, position, op, layer, head, parameter }: Moment): string =>
  `${phase}|${position}|${op}|${layer}|${head}|${parameter}`
