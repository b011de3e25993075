/**
 * Where the tensors of a plan lie in the memory of the kernels. Rows are padded to whole vectors with numbers that stay
 * 0, so that no kernel needs a loop for the rest of a row; matrices are padded to eight rows for the same reason.
 */
import type { Tensor } from '../engine/graph.ts'
import type { Plan } from '../engine/plan.ts'
import { scoresOf } from './scores.ts'

/** Lengths count numbers, not bytes. */
export interface Place {
  readonly start: number
  /** From one row to the next. */
  readonly stride: number
  /** Rows that there is room for. */
  readonly rows: number
  /**
   * The numbers of a row in the order of the plan: `groups` times `width` of them. Group g, number i lies at g + i · pitch:
   * scores of attention have a group a head, so that what the heads think of one position lies side by side.
   */
  readonly groups: number
  readonly width: number
  readonly pitch: number
}

const up = (count: number, to: number): number => Math.ceil(count / to) * to

/**
 * Rows a power of two apart share so few sets of the first cache that a walk down a column of them throws out its own
 * lines: wide rows are moved apart by one line more.
 */
const apart = (stride: number, { perPosition }: Tensor): number =>
  perPosition && stride % 128 === 0 ? stride + 16 : stride

export class Layout {
  /** The first number behind all tensors. */
  readonly end: number
  /** From the scores of one position to those of the next: the heads, made up to whole vectors. */
  readonly headPitch: number
  private readonly places = new Map<Tensor, Place>()

  /**
   * @param rows the most rows that a step may have
   * @param start where the first tensor may begin
   * @param sharing tensors that lie where another does
   */
  constructor(plan: Plan, rows: number, start: number, sharing: ReadonlyMap<Tensor, Tensor>) {
    const { n_head, block_size } = plan.config
    this.headPitch = up(n_head, 4)
    const scores = scoresOf(plan)
    let end = up(start, 16)
    for (const tensor of inOrder(plan)) {
      if (sharing.has(tensor)) continue
      const heads = scores.has(tensor)
      const groups = heads ? n_head : 1
      const width = heads ? block_size : tensor.columns
      const pitch = heads ? this.headPitch : 1
      const stride = apart(up(width * pitch, 8), tensor)
      // Tiles of four rows may write three behind the last.
      const room = tensor.perPosition ? rows + 3 : up(tensor.rows, 8)
      this.places.set(tensor, { start: end, stride, rows: room, groups, width, pitch })
      end = up(end + room * stride, 16)
    }
    for (const [tensor, other] of sharing) this.places.set(tensor, this.place(other))
    // The last numbers of a row of heads may be read along with three behind them.
    this.end = end + 16
  }

  place(tensor: Tensor): Place {
    return this.places.get(tensor)!
  }
}

/** All tensors as they lie in the memory of the plan. */
const inOrder = (plan: Plan): Tensor[] =>
  [...plan.tensors].sort((some, other) => plan.offset(some) - plan.offset(other))

type Numbers = Float32Array | Float64Array

/** Copies rows of a tensor from the padded memory to a dense one. */
export function unpad(from: Numbers, place: Place, rows: number, to: Numbers, at: number): void {
  const { pitch } = place
  eachStretch(place, rows, (padded, dense, width) => {
    for (let i = 0; i < width; i++) to[at + dense + i] = from[padded + i * pitch]!
  })
}

/** Copies rows of a tensor from a dense memory to the padded one. */
export function pad(from: Numbers, at: number, place: Place, rows: number, to: Numbers): void {
  const { pitch } = place
  eachStretch(place, rows, (padded, dense, width) => {
    for (let i = 0; i < width; i++) to[padded + i * pitch] = from[at + dense + i]!
  })
}

function eachStretch(
  { start, stride, groups, width }: Place,
  rows: number,
  visit: (padded: number, dense: number, width: number) => void,
): void {
  if (stride === width) return visit(start, 0, rows * width)
  for (let row = 0; row < rows; row++)
    for (let group = 0; group < groups; group++)
      visit(start + row * stride + group, (row * groups + group) * width, width)
}
