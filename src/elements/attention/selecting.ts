/** Several rows or columns of one head, selected together: by their letters, or from cell to cell with the shift key. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { Session } from '../../lens/session.ts'

export interface Selection {
  readonly kind: 'rows' | 'columns'
  readonly layer: number
  readonly head: number
  readonly indices: readonly number[]
}

interface Host extends ReactiveControllerHost {
  readonly session: Session
}

/** The selection, and the name that it was made in: in another it means nothing. */
interface Held extends Selection {
  readonly document: string
}

export class Selecting implements ReactiveController {
  private held: Held | null = null
  /** Where a stretch began that shift goes on from. */
  private anchor: AttentionCell | null = null

  constructor(private readonly host: Host) {
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('keydown', this.onEscape)
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.onEscape)
  }

  private readonly onEscape = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape' && this.held) this.clear()
  }

  clear(): void {
    this.held = this.anchor = null
    this.host.requestUpdate()
  }

  /** What is selected, where the trace at hand has it. */
  of(document: string, layer: number, positions: number): Selection | null {
    const { held } = this
    const isHere = held?.document === document && held.layer === layer && held.indices.every(i => i < positions)
    return isHere ? held : null
  }

  /** A letter was clicked: takes its row or column in, or out again; with shift all up to it. */
  toggle(
    kind: Selection['kind'],
    { layer, head }: { layer: number; head: number },
    index: number,
    isShift: boolean,
  ): void {
    const { held } = this
    const isSame = held?.kind === kind && held.layer === layer && held.head === head
    const before = isSame ? held.indices : []
    const last = before.at(-1)
    const next =
      isShift && last !== undefined
        ? [...before.filter(i => i !== last), ...stretch(last, index).filter(i => !before.includes(i) || i === last)]
        : before.includes(index)
          ? before.filter(i => i !== index)
          : [...before, index]
    this.hold(kind, { layer, head }, next)
  }

  /** From where the stretch began to a cell: rows where it lies in another row, else columns. */
  extend(from: AttentionCell, to: AttentionCell): void {
    const isOn = this.anchor?.layer === to.layer && this.anchor.head === to.head && this.held !== null
    const anchor = isOn ? this.anchor! : from.head === to.head && from.layer === to.layer ? from : to
    this.anchor = anchor
    const kind = to.row !== anchor.row ? 'rows' : 'columns'
    const indices = kind === 'rows' ? stretch(anchor.row, to.row) : stretch(anchor.column, to.column)
    this.hold(kind, to, indices)
  }

  private hold(kind: Selection['kind'], { layer, head }: { layer: number; head: number }, indices: readonly number[]) {
    const view = this.host.session.view.peek()
    this.held = view && indices.length > 0 ? { kind, layer, head, indices, document: view.document } : null
    if (!this.held) this.anchor = null
    this.host.requestUpdate()
  }
}

const stretch = (from: number, to: number): number[] => {
  const by = Math.sign(to - from)
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * by)
}
