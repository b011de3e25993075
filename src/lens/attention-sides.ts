/** Which two traces the Attention tab holds against each other, and their fetching: A and B, whatever the pair is. */
import { batch, computed, signal, type Signal } from '@preact/signals-core'
import { isNone } from '../engine/intervention.ts'
import { oneOf, type Choice } from './kept.ts'
import { pinsOf } from './pins.ts'
import { plainTrace } from './plain-trace.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session, type View } from './session.ts'
import { sentence } from './training.ts'

/** What is held against what. */
export const pairKinds = ['training', 'pins', 'names', 'held'] as const
export type PairKind = (typeof pairKinds)[number]

export interface SideOf {
  /** What it is, in a few words. */
  readonly words: string
  readonly view: View
}

export interface Pair {
  readonly kind: PairKind
  readonly a: SideOf
  readonly b: SideOf
}

/** One side before it is computed. */
interface Wanted {
  readonly words: string
  readonly step: number
  readonly document: string
  /** In float64, beside a trace that is altered. */
  readonly isExact?: boolean
  /** The trace that is on the screen. */
  readonly view?: View
}

const stepWords = (step: number): string => `step ${(step + 1).toLocaleString('en')}`

export class AttentionSides {
  readonly kind: Choice<PairKind>
  /** The name that the one at hand is held against. */
  readonly other: Signal<string>
  readonly pair = signal<Pair | null>(null)
  /** Why there is nothing to compare yet, in a sentence. */
  readonly missing = computed((): string | null => {
    const wanted = this.wanted.value
    return typeof wanted === 'string' ? wanted : this.problem.value
  })
  private readonly problem = signal<string | null>(null)
  private turn = 0
  private known: { readonly plan: unknown; readonly traces: Map<string, View> } | null = null

  private readonly wanted = computed((): readonly [Wanted, Wanted] | string | null => {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view) return null
    const { step, document } = view
    const first = run.start?.state.step ?? 0
    const shown = document || 'the empty name'
    switch (this.kind.value) {
      case 'training':
        return [
          { words: first === 0 ? 'untrained' : `as the file had it, ${stepWords(first)}`, step: first, document },
          { words: stepWords(step), step, document },
        ]
      case 'pins': {
        const sides = pinsOf(session).sides.value
        if (!sides) return 'Pin a step as A; B is then the step that is looked at, or another one pinned.'
        return [
          { words: stepWords(sides.a - 1), step: sides.a - 1, document },
          { words: stepWords(sides.b - 1), step: sides.b - 1, document },
        ]
      }
      case 'names': {
        const other = this.other.value
        if (other === '') return 'Type another name to hold against this one.'
        return [
          { words: shown, step, document },
          { words: other, step, document: other },
        ]
      }
      case 'held': {
        const isPlain = view.off === run.config.off && isNone(view.intervention)
        if (isPlain) return 'Nothing is held and no part is off: change something, for instance under “what if”.'
        return [
          { words: 'as trained', step, document, isExact: true },
          { words: 'as it stands', step, document, view },
        ]
      }
    }
  })

  constructor(private readonly session: Session) {
    this.kind = oneOf(session.kept.pair, pairKinds)
    this.other = session.kept.other
  }

  /** Fetches what is wanted, when time rests; the way out is returned. */
  follow(): () => void {
    const { session } = this
    return watch(() => {
      const wanted = this.wanted.value
      if (session.training.running.value || scrubberOf(session).moving.value) return
      if (wanted === null || typeof wanted === 'string') {
        this.turn++
        this.pair.value = null
      } else void this.fetch(this.kind.value, wanted)
    })
  }

  private async fetch(kind: PairKind, [a, b]: readonly [Wanted, Wanted]): Promise<void> {
    const turn = ++this.turn
    let problem: string | null = null
    let pair: Pair | null = null
    try {
      const [one, other] = [await this.trace(a), await this.trace(b)]
      if (one && other) pair = { kind, a: { words: a.words, view: one }, b: { words: b.words, view: other } }
    } catch (error) {
      problem = sentence(error)
    }
    if (turn !== this.turn) return
    batch(() => {
      this.pair.value = pair
      this.problem.value = problem
    })
  }

  /** Two steps on one name are asked for again and again: the last few are kept. */
  private async trace({ step, document, isExact = false, view }: Wanted): Promise<View | null> {
    if (view) return view
    const { session } = this
    const plan = session.run.peek()?.plan
    if (this.known?.plan !== plan) this.known = { plan, traces: new Map() }
    const { traces } = this.known!
    const key = JSON.stringify([step, document, isExact])
    const found = traces.get(key)
    if (found) return found
    const fetched = isExact
      ? await plainTrace(session, step, document)
      : await session.questions.traceOf(step, document)
    if (fetched) traces.set(key, fetched)
    for (const old of [...traces.keys()].slice(0, -4)) traces.delete(old)
    return fetched
  }
}

const known = new WeakMap<Session, AttentionSides>()

export function attentionSidesOf(session: Session): AttentionSides {
  const found = known.get(session) ?? new AttentionSides(session)
  known.set(session, found)
  return found
}
