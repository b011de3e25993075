/** Where the Autograd tab is: which expression, with which numbers in it, and how far it has been walked. */
import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals-core'
import type { Session } from '../session.ts'
import { run, startValues, type LeafValues } from './expression.ts'
import { firstPreset, presets, type Leaf, type Preset } from './presets.ts'
import { builtAt, stateAt, tellingStep, walkthrough } from './steps.ts'
import type { Problem } from './syntax.ts'
import { expressionText, isProblem, readExpression } from './typed.ts'

/** Milliseconds that one step of "Walk all" stays. */
const pace = 450

export const nudges = [0.1, 0.01, 0.001] as const
export type Nudge = (typeof nudges)[number]

export class Walk {
  readonly preset: Signal<Preset>
  readonly values: Signal<LeafValues>
  /** Every change of a number makes the whole expression again, as the program does at every training step. */
  readonly walkthrough = computed(() => walkthrough(run(this.preset.value, this.values.value)))
  /** Where one has gone; while Python stops on the way there, the walk does. */
  private readonly wanted: Signal<number>
  readonly step: ReadonlySignal<number>
  readonly state = computed(() => stateAt(this.walkthrough.value, this.step.value))
  /** It goes on by itself. */
  readonly walking = signal(false)
  /** What stands in the field for an expression of one's own. */
  readonly typed: Signal<string>
  /** Why that is not what is shown. */
  readonly problem = signal<Problem | null>(null)
  /** How far a leaf is nudged. */
  readonly nudgedBy = signal<Nudge>(0.1)
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

  /** @param first what it begins with, and what a link need not tell */
  constructor(private readonly first: Preset = firstPreset) {
    const preset = first
    this.preset = signal(preset)
    this.values = signal(startValues(preset))
    this.typed = signal(preset.text)
    this.wanted = signal(tellingStep(this.walkthrough.peek()))
    this.step = computed(() => Math.min(this.wanted.value, this.last))
  }

  /** Another expression, all built and not yet walked back. */
  choose(preset: Preset): void {
    this.stop()
    batch(() => {
      this.preset.value = preset
      this.values.value = startValues(preset)
      this.chosenLeaf.value = null
      this.turnedLeaf.value = null
      this.typed.value = preset.text
      this.problem.value = null
      this.wanted.value = builtAt(this.walkthrough.value)
    })
  }

  /** Shows an expression of one's own; what cannot be read is said and leaves the picture as it was. */
  type(text: string): boolean {
    const read = readExpression(text)
    if (!isProblem(read)) {
      this.choose(read)
      return true
    }
    batch(() => {
      this.typed.value = text
      this.problem.value = read
    })
    return false
  }

  /** What a link says of it; nothing for what everybody sees at first. */
  get link(): string {
    const [preset, values] = [this.preset.value, this.values.value]
    return preset === this.first && isAtStart(preset, values) ? '' : expressionText(preset, values)
  }

  /** From a link: one of ours is recognised. */
  follow(text: string): void {
    const ours = presets.find(preset => expressionText(preset, startValues(preset)) === text)
    if (ours) this.choose(ours)
    else this.type(text)
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
    this.wanted.value = Math.min(this.last, Math.max(0, step))
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
    if (this.step.value === this.last) this.wanted.value = 0
    this.walking.value = true
    const tick = (): void => {
      this.wanted.value = this.step.value + 1
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

const walks = new WeakMap<Signal<string>, Walk>()

/**
 * The walk that a session keeps under a name: it stays where it is while other tabs are shown, and links tell of its
 * expression.
 */
export function walkOf(session: Session, name: 'expr' | 'value' = 'expr', first: Preset = firstPreset): Walk {
  const kept = session.kept[name]
  const known = walks.get(kept)
  if (known) return known
  const walk = new Walk(first)
  walks.set(kept, walk)
  effect(() => {
    const told = kept.value
    untracked(() => {
      if (told !== '' && told !== walk.link) walk.follow(told)
    })
  })
  effect(() => {
    if (walk.problem.value === null) kept.value = walk.link
  })
  return walk
}

const isAtStart = ({ leaves }: Preset, values: LeafValues): boolean =>
  leaves.every(({ name, data }) => values[name] === data)
