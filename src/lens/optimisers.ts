/** The model of the run at hand trained beside it by three optimisers, from the same parameters on the same documents. */
import { batch, computed, signal, type Signal } from '@preact/signals-core'
import { choices, type Config } from '../engine/config.ts'
import { lastHundred } from './runs.ts'
import { watch, type Session } from './session.ts'
import { LatestAnswer } from './latest-answer.ts'
import { lifeStoryOf, rowsOf, type LifeRow, type WeightLife } from './life.ts'
import { sentence, smoothed } from './training.ts'
import type { RivalAnswer } from './worker/rivals.ts'

export type Optimizer = Config['optimizer']

/** From the plainest to the one that the program has. */
export const optimizers = choices.optimizer.toReversed()

/** One optimiser's run, as far as it has come. */
export interface Rival {
  readonly optimizer: Optimizer
  readonly learning_rate: number
  readonly losses: readonly number[]
  readonly means: readonly number[]
  readonly isTraining: boolean
  /** Why it ended early. */
  readonly problem: string | null
}

/** What a step of one optimiser did to the weight. */
export interface WeightStep {
  readonly step: number
  readonly rows: readonly LifeRow[]
  /** Where in the rows the step is. */
  readonly at: number
}

/** Learning rates at which each gets along on a model of this size; Adam begins with that of the run. */
const usual: Record<Optimizer, number> = { sgd: 0.3, momentum: 0.05, adam: 0.01 }

/** They go no further than this. */
const mostSteps = 1000
/** Parameters × positions × steps that are gone through without being asked for. */
const mostWork = 300_000_000

export class Optimisers {
  readonly rivals: Record<Optimizer, Signal<Rival>>
  /** The step whose update is taken apart, counted from 1; as far as there is one. */
  readonly wanted = signal(1)
  readonly weight = signal<Partial<Record<Optimizer, WeightStep>>>({})
  readonly steps = computed(() => Math.min(mostSteps, this.session.run.value?.config.num_steps ?? mostSteps))
  readonly isTraining = computed(() => optimizers.some(name => this.rivals[name].value.isTraining))
  /** The furthest that any has come. */
  readonly done = computed(() => Math.max(...optimizers.map(name => this.rivals[name].value.losses.length)))
  /** Those whose states the worker has let go, so that no step of theirs can be taken apart. */
  readonly lost = signal<readonly Optimizer[]>([])
  private readonly asked: Record<Optimizer, LatestAnswer<() => void>>
  private readonly turns: Record<Optimizer, number> = { sgd: 0, momentum: 0, adam: 0 }

  constructor(private readonly session: Session) {
    const each = <Value>(value: (name: Optimizer) => Value): Record<Optimizer, Value> => ({
      sgd: value('sgd'),
      momentum: value('momentum'),
      adam: value('adam'),
    })
    this.rivals = each(name => signal(untrained(name, name === 'adam' ? this.ownRate() : usual[name])))
    const take = (put: () => void): void => put()
    this.asked = each(() => new LatestAnswer(take, words => void session.say(words)))
  }

  private ownRate(): number {
    const config = this.session.run.peek()?.config
    return config?.optimizer === 'adam' ? config.learning_rate : usual.adam
  }

  /** The weight that is followed, by its name in the program. */
  get weightName(): string {
    return lifeStoryOf(this.session).chosen.value?.name ?? ''
  }

  /** Keeps them those of the run at hand, and trains them at first sight where that takes a blink; the way out is returned. */
  follow(): () => void {
    const { session } = this
    let plan: object | undefined = this.of
    const stopRuns = watch(() => {
      const run = session.run.value
      if (!run || run.plan === plan) return
      this.of = plan = run.plan
      const rates = optimizers.map(name => this.rivals[name].peek().learning_rate)
      batch(() => {
        optimizers.forEach((name, i) => this.renew(name, name === 'adam' ? this.ownRate() : rates[i]!))
        this.weight.value = {}
      })
      if (this.isQuick) queueMicrotask(() => this.trainAll())
    })
    if (this.isQuick) for (const name of this.lost.peek()) void this.trainAgain(name)
    const stopSteps = optimizers.map(name =>
      watch(() => {
        const [index, step] = [lifeStoryOf(session).index.value, this.wanted.value]
        const { isTraining, losses } = this.rivals[name].value
        const isLost = this.lost.value.includes(name)
        if (!isTraining && !isLost && losses.length > 0) this.askStep(name, step - 1, index)
      }),
    )
    return () => {
      stopRuns()
      for (const stop of stopSteps) stop()
      this.stop()
      this.letGo()
    }
  }

  /** All three are trained within a blink. */
  private get isQuick(): boolean {
    const { plan, config } = this.session.run.peek()!
    return plan.parameters * plan.positions * this.steps.peek() * config.batch_size <= mostWork
  }

  /** What nobody looks at takes no memory: the losses stay, the states go. */
  private letGo(): void {
    for (const name of optimizers) this.turns[name]++
    this.lost.value = optimizers.filter(name => this.rivals[name].peek().losses.length > 0)
    void this.session.questions.rival({ ask: 'end' }, () => {}).catch(() => {})
  }

  private found(name: Optimizer): void {
    this.lost.value = this.lost.peek().filter(each => each !== name)
  }

  /** As far as it had come, unseen: it comes out the same. */
  private async trainAgain(name: Optimizer): Promise<void> {
    const turn = this.turns[name]
    const { learning_rate, losses } = this.rivals[name].peek()
    const question = {
      ask: 'train',
      id: name,
      change: { optimizer: name, learning_rate },
      steps: losses.length,
    } as const
    await this.session.questions.rival(question, () => {}).catch(() => {})
    if (turn === this.turns[name]) this.found(name)
  }

  /** The plan of the run that they were trained beside. */
  private of: object | undefined

  private renew(name: Optimizer, learning_rate: number): void {
    this.turns[name]++
    this.found(name)
    this.rivals[name].value = untrained(name, learning_rate)
  }

  trainAll(): void {
    for (const name of optimizers) void this.train(name, this.rivals[name].peek().learning_rate)
  }

  /** The same learning rate for all: what is too little for one is plenty for another. */
  trainAllAt(learning_rate: number): void {
    for (const name of optimizers) void this.train(name, learning_rate)
  }

  /** One of them from the first step, at a learning rate. */
  async train(name: Optimizer, learning_rate: number): Promise<void> {
    const { session } = this
    this.renew(name, learning_rate)
    const turn = this.turns[name]
    const rival = this.rivals[name]
    const isStill = (): boolean => turn === this.turns[name]
    const [steps, first] = [this.steps.peek(), session.run.peek()?.start?.state.step ?? 0]
    const question = { ask: 'train', id: name, change: { optimizer: name, learning_rate }, steps } as const
    rival.value = { ...rival.peek(), isTraining: true }
    let problem: string | null = null
    try {
      const end = await session.questions.rival(question, ({ completed, losses }) => {
        if (!isStill()) return
        const known = rival.peek().losses.slice(0, completed - losses.length - first)
        const all = [...known, ...losses]
        rival.value = { ...rival.peek(), losses: all, means: smoothed(all) }
      })
      if (end && 'problem' in end) problem = end.problem
    } catch (error) {
      problem = sentence(error)
    }
    if (isStill()) rival.value = { ...rival.peek(), isTraining: false, problem }
  }

  /** What has been trained stays. */
  stop(): void {
    for (const name of optimizers) {
      if (!this.rivals[name].peek().isTraining) continue
      this.turns[name]++
      this.rivals[name].value = { ...this.rivals[name].peek(), isTraining: false }
      void this.session.questions
        .rival({ ask: 'train', id: name, change: { optimizer: name, learning_rate: 0 }, steps: 0 }, () => {})
        .catch(() => {})
    }
  }

  private askStep(name: Optimizer, step: number, index: number): void {
    this.asked[name].ask(async () => {
      const turn = this.turns[name]
      const first = this.session.run.peek()?.start?.state.step ?? 0
      const answer = await this.session.questions.rival({ ask: 'step', id: name, step: first + step, index }, () => {})
      const config = this.session.run.peek()?.config
      if (!isLife(answer) || !config || turn !== this.turns[name]) return null
      const { learning_rate } = this.rivals[name].peek()
      const at = answer.grad.length - 1
      const rows = rowsOf(answer, { ...config, optimizer: name, learning_rate })
      return () =>
        (this.weight.value = { ...this.weight.peek(), [name]: { step: answer.from + at + 1 - first, rows, at } })
    })
  }
}

const untrained = (optimizer: Optimizer, learning_rate: number): Rival => ({
  optimizer,
  learning_rate,
  losses: [],
  means: [],
  isTraining: false,
  problem: null,
})

const isLife = (answer: RivalAnswer): answer is WeightLife => answer !== null && 'grad' in answer

/** The mean of the last hundred losses; null where it has not come so far, or has broken down. */
export const endOf = ({ losses, problem }: Rival): number | null =>
  losses.length === 0 || problem !== null ? null : lastHundred(losses)

const known = new WeakMap<Session, Optimisers>()

export function optimisersOf(session: Session): Optimisers {
  const found = known.get(session) ?? new Optimisers(session)
  known.set(session, found)
  return found
}
