/** Where the Autograd tab is: which expression, with which numbers in it, and how far it has been walked. */
import { batch, computed, signal } from '@preact/signals-core'
import type { Session } from '../session.ts'
import { run, startValues, type LeafValues } from './expression.ts'
import { firstPreset, type Leaf, type Preset } from './presets.ts'
import { builtAt, stateAt, tellingStep, walkthrough } from './steps.ts'

/** Milliseconds that one step of "Walk all" stays. */
const pace = 450

export class Walk {
  readonly preset = signal<Preset>(firstPreset)
  readonly values = signal<LeafValues>(startValues(firstPreset))
  /** Every change of a number makes the whole expression again, as the program does at every training step. */
  readonly walkthrough = computed(() => walkthrough(run(this.preset.value, this.values.value)))
  readonly step = signal(tellingStep(this.walkthrough.peek()))
  readonly state = computed(() => stateAt(this.walkthrough.value, this.step.value))
  /** It goes on by itself. */
  readonly walking = signal(false)
  /** The leaf that somebody chose to nudge. */
  private readonly chosenLeaf = signal<string | null>(null)
  /** The leaf that was turned since the last step. */
  private readonly turnedLeaf = signal<string | null>(null)
  /** The leaf that is nudged: the chosen one, else the one just turned, else the last that the walk has reached. */
  readonly nudged = computed((): Leaf => {
    const { leaves } = this.preset.value
    const { steps } = this.walkthrough.value
    const reached = steps
      .slice(0, this.step.value + 1)
      .map(step => (step.kind === 'edge' ? step.edge.child.name : null))
    const last = reached.findLast(name => leaves.some(leaf => leaf.name === name))
    return leaves.find(({ name }) => name === (this.chosenLeaf.value ?? this.turnedLeaf.value ?? last)) ?? leaves[0]!
  })
  private timer: ReturnType<typeof setTimeout> | undefined

  /** Another expression, all built and not yet walked back. */
  choose(preset: Preset): void {
    this.stop()
    batch(() => {
      this.preset.value = preset
      this.values.value = startValues(preset)
      this.chosenLeaf.value = null
      this.turnedLeaf.value = null
      this.step.value = builtAt(this.walkthrough.value)
    })
  }

  set(leaf: string, data: number): void {
    batch(() => {
      this.values.value = { ...this.values.value, [leaf]: data }
      this.turnedLeaf.value = leaf
    })
  }

  nudge(leaf: string): void {
    this.chosenLeaf.value = leaf
  }

  get last(): number {
    return this.walkthrough.value.steps.length - 1
  }

  goTo(step: number): void {
    this.stop()
    this.turnedLeaf.value = null
    this.step.value = Math.min(this.last, Math.max(0, step))
  }

  next(): void {
    this.goTo(this.step.value + 1)
  }

  back(): void {
    this.goTo(this.step.value - 1)
  }

  startOver(): void {
    this.goTo(0)
  }

  /** Goes on to the end, a step at a time; from the end it begins anew. */
  walkAll(): void {
    this.stop()
    if (this.step.value === this.last) this.step.value = 0
    this.walking.value = true
    const tick = (): void => {
      this.step.value++
      if (this.step.value >= this.last) this.stop()
      else this.timer = setTimeout(tick, pace)
    }
    this.timer = setTimeout(tick, pace)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.walking.value = false
  }
}

const walks = new WeakMap<Session, Walk>()

/** The walk of a session: it stays where it is while other tabs are shown. */
export function walkOf(session: Session): Walk {
  const walk = walks.get(session) ?? new Walk()
  walks.set(session, walk)
  return walk
}
