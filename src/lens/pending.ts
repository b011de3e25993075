/** Numbers that are chosen and not yet run: what they would cost can be seen before the run at hand is given up. */
import { computed, signal } from '@preact/signals-core'
import type { Config } from '../engine/config.ts'
import { costsOf, type Costs } from './run-cost.ts'
import type { Session } from './session.ts'

export class Pending {
  private readonly chosen = signal<Partial<Config>>({})
  /** What is chosen other than it runs. */
  readonly changes = computed((): Partial<Config> => {
    const config = this.session.run.value?.config
    const entries = Object.entries(this.chosen.value).filter(([key, value]) => config?.[key as keyof Config] !== value)
    return Object.fromEntries(entries)
  })
  /** The run at hand with those changes. */
  readonly config = computed((): Config | null => {
    const config = this.session.run.value?.config
    return config ? { ...config, ...this.changes.value } : null
  })
  readonly isAny = computed(() => Object.keys(this.changes.value).length > 0)
  /** What the choice would cost; a sentence where it can be no model. */
  readonly costs = computed((): Costs | string | null => {
    const [run, config] = [this.session.run.value, this.config.value]
    return run && config ? costsOf(run, config, this.session.lane.value) : null
  })

  constructor(private readonly session: Session) {}

  choose(change: Partial<Config>): void {
    this.chosen.value = { ...this.changes.peek(), ...change }
  }

  discard(): void {
    this.chosen.value = {}
  }

  /** Starts again with them, from the same seed where no other was chosen. */
  async apply(): Promise<boolean> {
    if (!this.isAny.peek() || typeof this.costs.peek() === 'string') return false
    const isOpen = await this.session.reset(this.changes.peek())
    if (isOpen) this.discard()
    return isOpen
  }
}

const known = new WeakMap<Session, Pending>()

export function pendingOf(session: Session): Pending {
  const pending = known.get(session) ?? new Pending(session)
  known.set(session, pending)
  return pending
}
