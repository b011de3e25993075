/** Two steps of training held against each other: A, and B, which is the step that is looked at unless it is pinned too. */
import { computed, signal } from '@preact/signals-core'
import type { Session } from './session.ts'

export type Side = 'a' | 'b'

export interface Sides {
  /** Steps done, counted from 1. */
  readonly a: number
  readonly b: number
  readonly isPinned: boolean
}

export class Pins {
  /** Steps, counted from 1 as the program prints them; a pin ahead of training takes hold once it has got there. */
  readonly a = signal<number | null>(null)
  readonly b = signal<number | null>(null)
  /** The step that is looked at, counted from 1; null while it is not of this run's own training. */
  readonly viewed = computed((): number | null => {
    const view = this.session.view.value
    return view && this.reached(view.step + 1)
  })
  readonly sides = computed((): Sides | null => {
    const [a, pinned] = [this.reached(this.a.value), this.reached(this.b.value)]
    const b = pinned ?? this.viewed.value
    return a !== null && b !== null ? { a, b, isPinned: pinned !== null } : null
  })

  constructor(private readonly session: Session) {}

  /** A step that this run has done; null for any other. */
  reached(step: number | null): number | null {
    const loss = step === null ? undefined : this.session.training.losses.value[step - 1]
    return loss === undefined || Number.isNaN(loss) ? null : step
  }

  /** Pins the step that is looked at; on that very step already, takes the pin off. */
  toggle(side: Side): void {
    const [pin, viewed] = [this[side], this.viewed.peek()]
    if (viewed !== null) pin.value = pin.peek() === viewed ? null : viewed
  }

  /** From a link; beyond the end is the end. */
  set({ a, b }: { readonly a?: number; readonly b?: number }, num_steps: number): void {
    this.a.value = a === undefined ? null : Math.min(a, num_steps)
    this.b.value = b === undefined ? null : Math.min(b, num_steps)
  }

  clear(): void {
    this.a.value = null
    this.b.value = null
  }
}

const known = new WeakMap<Session, Pins>()

/** The pins of a session: one pair, whoever asks. */
export function pinsOf(session: Session): Pins {
  const found = known.get(session) ?? new Pins(session)
  known.set(session, found)
  return found
}
