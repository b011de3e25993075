/** Time of a pane's own, while it is open: the transport and its keys move it in place of that of the training step. */
import { signal, type ReadonlySignal } from '@preact/signals-core'

export interface OwnTime {
  readonly playing: ReadonlySignal<boolean>
  /** What it does with keys, as `keyOf` says them; with those that it leaves out, what is done everywhere. */
  readonly keys: Readonly<Record<string, () => void>>
  readonly label: string
  /** Of how many moments one stands at which, from 0. */
  now(): { readonly index: number; readonly length: number }
  words(): string
  /** What stands in the score, so wide, and in the corner. */
  draw(width: number): unknown
  count(): unknown
  /** Its own tokens at the top, where it has some: of them one is at hand, and what has not come is left out. */
  readonly strip?: {
    letters(): { readonly letters: readonly string[]; readonly here: number }
    pick(index: number): void
  }
  /** To an x in the score. */
  scrub(x: number, width: number): void
}

export const ownTime = signal<OwnTime | null>(null)

/** Time is a pane's own from here on. @returns what gives it back, where no other pane has taken it meanwhile */
export function takeTime(time: OwnTime): () => void {
  ownTime.value = time
  return () => {
    if (ownTime.peek() === time) ownTime.value = null
  }
}
