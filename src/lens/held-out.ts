/** The loss on names that training has not read: the last of the shuffle, for as long as it has not come to them. */
import { signal } from '@preact/signals-core'
import type { RunState } from './cursor.ts'
import { watch, type Session } from './session.ts'

export interface HeldOutPoint {
  /** After so many steps. */
  readonly step: number
  /** Mean −ln p a letter, the end of each name included. */
  readonly loss: number
}

/** A tenth of the documents, at most so many. */
const most = 200
/** Points over the whole of training, if it is quick to measure them. */
const wanted = 25
/** A reading that takes so many milliseconds is repeated only at few steps. */
const slow = 1000
const few = 5
/** Milliseconds between two readings; a long one is rested from as much longer, more so while training goes on. */
const pause = { running: 250, still: 20 } as const
const rests = { running: 8, still: 1 } as const

export const countAside = ({ docs }: Pick<RunState, 'docs'>): number => Math.min(most, Math.floor(docs / 10))

/** So many steps can be done before training comes to the names that are kept aside. */
export function stepsBefore({ docs, config, start }: Pick<RunState, 'docs' | 'config' | 'start'>): number {
  const aside = countAside({ docs })
  // What the model of a file has read is not known.
  return aside === 0 || start !== null ? 0 : Math.floor((docs - aside) / config.batch_size)
}

/** The next step to measure after: what is furthest from all that is known, the last one first. Null: nothing is due. */
export function nextStep(known: readonly number[], last: number, num_steps: number, isRunning: boolean): number | null {
  const gap = Math.max(1, Math.ceil(num_steps / wanted))
  const newest = isRunning ? last - (last % gap) : last
  if (!known.includes(newest)) return newest
  if (isRunning) return null
  let [best, distance] = [-1, 0]
  for (let step = 0; step < last; step += gap) {
    const nearest = known.reduce((least, each) => Math.min(least, Math.abs(each - step)), Infinity)
    if (nearest > distance && (nearest >= gap || step === 0)) [best, distance] = [step, nearest]
  }
  return best < 0 ? null : best
}

export class HeldOut {
  /** In the order of the steps. */
  readonly points = signal<readonly HeldOutPoint[]>([])
  private plan: RunState['plan'] | null = null
  private names: Promise<readonly string[] | null> | null = null
  private isMeasuring = false
  private took = 0
  private watchers = 0
  private stop: () => void = () => {}

  constructor(private readonly session: Session) {}

  /** Measures for as long as somebody looks. */
  follow(): () => void {
    if (this.watchers++ === 0)
      this.stop = watch(() => {
        const { run, training } = this.session
        this.begin(run.value, training.losses.value, training.running.value)
      })
    return () => {
      if (--this.watchers === 0) this.stop()
    }
  }

  /** The others only say what it is begun for. */
  private begin(run: RunState | null, ..._for: readonly unknown[]): void {
    if (this.plan !== (run?.plan ?? null)) {
      this.plan = run?.plan ?? null
      this.names = null
      this.took = 0
      this.points.value = []
    }
    if (run && !this.isMeasuring) void this.measure().catch(() => {})
  }

  private due(): number | null {
    const { run, training } = this.session
    const at = run.peek()
    if (!at) return null
    const known = this.points.peek().map(({ step }) => step)
    if (this.took > slow && known.length >= few) return null
    const until = stepsBefore(at)
    const done = training.losses.peek().length
    if (until === 0 || (done === 0 && training.running.peek())) return null
    return nextStep(known, Math.min(done, until), at.config.num_steps, training.running.peek())
  }

  private async measure(): Promise<void> {
    this.isMeasuring = true
    try {
      for (let step = this.due(); step !== null && this.watchers > 0; step = this.due()) {
        const { plan } = this
        const { questions, training, run } = this.session
        this.names ??= questions.lastDocuments(countAside(run.peek()!))
        const names = await this.names
        const began = performance.now()
        const found = names && (await questions.surprises(step, names))
        this.took = performance.now() - began
        // Another run has come: its names are others.
        if (this.plan !== plan) continue
        if (!found) return
        this.add({ step, loss: meanOf(found) })
        const way = training.running.peek() ? 'running' : 'still'
        await new Promise(done => setTimeout(done, Math.max(pause[way], rests[way] * this.took)))
      }
    } finally {
      this.isMeasuring = false
    }
  }

  private add(point: HeldOutPoint): void {
    this.points.value = [...this.points.peek(), point].sort((a, b) => a.step - b.step)
  }
}

function meanOf(costs: readonly (readonly number[] | null)[]): number {
  const all = costs.flatMap(letters => letters ?? [])
  return all.reduce((sum, cost) => sum + cost, 0) / all.length
}

const known = new WeakMap<Session, HeldOut>()

export function heldOutOf(session: Session): HeldOut {
  const held = known.get(session) ?? new HeldOut(session)
  known.set(session, held)
  return held
}
