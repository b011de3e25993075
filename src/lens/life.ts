/** One parameter over all steps done, line by line of the update: what to draw, and the sums with their numbers in them. */
import { computed, signal } from '@preact/signals-core'
import { ratesAt } from '../engine/trainer.ts'
import type { Config } from '../engine/config.ts'
import { largest } from './attention-arithmetic.ts'
import { boundOn } from './ledger.ts'
import { parameterName, type Chosen } from './ledger-update.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session } from './session.ts'
import { sentence } from './training.ts'
import type { WeightLife } from './worker/life.ts'

export type { WeightLife }

/** One line of the update. */
export interface LifeRow {
  readonly name: string
  /** What the program binds there, as `boundOn` says it; null for what comes from the way back. */
  readonly binds: string | null
  readonly values: Float64Array
  /** The same before it was made up for its beginning at 0. */
  readonly raw: Float64Array | null
  /** It can't be negative. */
  readonly isPositive: boolean
  /** With the numbers of a step, counted from 0 in the life. */
  readonly sum: (at: number) => Sum
  /** What else the line comes to at that step: the mean made up for its start, or what a root is of. */
  readonly more?: (at: number) => readonly (Sum & { readonly name: string })[]
}

export interface Sum {
  readonly value: number
  readonly words: string
}

/** All that a line comes to at a step, in the order of the program. */
export function sumsOf(
  { name, sum, more, isPositive }: LifeRow,
  at: number,
): readonly (Sum & { readonly name: string })[] {
  const others = more?.(at) ?? []
  const own = { name: name.split(', ').at(isPositive ? -1 : 0)!, ...sum(at) }
  return isPositive ? [...others, own] : [own, ...others]
}

/** The curves of a life. The moments that an optimiser has none of have none. */
export function rowsOf(life: WeightLife, config: Config): LifeRow[] {
  const { from, grad, m, v, before, after } = life
  const rates = Array.from(grad, (_, i) => ratesAt(config, from + i))
  const each = (value: (i: number) => number): Float64Array => Float64Array.from(grad, (_, i) => value(i))
  const { beta1, beta2, eps_adam, optimizer } = config
  const [rest, rest2] = [beta1, beta2].map(beta => Number((1 - beta).toPrecision(6))) as [number, number]
  const moved = each(i => before[i]! - after[i]!)
  const gradient: LifeRow = {
    name: 'p.grad',
    binds: null,
    values: grad,
    raw: null,
    isPositive: false,
    sum: i => ({ value: grad[i]!, words: 'from loss.backward()' }),
  }
  const data: LifeRow = {
    name: 'p.data',
    binds: 'p.data',
    values: after,
    raw: null,
    isPositive: false,
    sum: i => ({ value: after[i]!, words: `= ${digits(before[i]!)} ${minus(moved[i]!)}` }),
  }
  const update = (words: (i: number) => string): LifeRow => ({
    name: 'update',
    binds: 'p.data',
    values: moved,
    raw: null,
    isPositive: false,
    sum: i => ({ value: moved[i]!, words: words(i) }),
  })
  /** m before the step: of the first step that is known it may not be. */
  const earlier = (i: number): string => (i > 0 ? four(m[i - 1]!) : from === 0 ? '0' : 'm')
  if (optimizer === 'sgd') return [gradient, update(i => `= ${digits(rates[i]!.rate)} × ${digits(grad[i]!)}`), data]
  if (optimizer === 'momentum')
    return [
      gradient,
      {
        ...gradient,
        name: 'm',
        binds: 'm[i]',
        values: m,
        sum: i => ({ value: m[i]!, words: `= ${short(beta1)} × ${earlier(i)} + ${four(grad[i]!)}` }),
      },
      update(i => `= ${digits(rates[i]!.rate)} × ${digits(m[i]!)}`),
      data,
    ]
  const m_hat = each(i => m[i]! / rates[i]!.correction1)
  const root = each(i => Math.sqrt(v[i]! / rates[i]!.correction2))
  return [
    gradient,
    {
      ...gradient,
      name: 'm, m_hat',
      binds: 'm[i]',
      values: m_hat,
      raw: m,
      sum: i => ({ value: m[i]!, words: `= ${short(beta1)} × ${earlier(i)} + ${short(rest)} × ${four(grad[i]!)}` }),
      more: i => [{ name: 'm_hat', value: m_hat[i]!, words: `= ${digits(m[i]!)} / ${four(rates[i]!.correction1)}` }],
    },
    {
      ...gradient,
      name: '√v, √v_hat',
      binds: 'v_hat',
      values: root,
      raw: each(i => Math.sqrt(v[i]!)),
      isPositive: true,
      sum: i => ({ value: root[i]!, words: `= √(${digits(v[i]!)} / ${four(rates[i]!.correction2)})` }),
      more: i => [
        {
          name: 'v',
          value: v[i]!,
          words: `= ${short(beta2)} × ${i > 0 ? four(v[i - 1]!) : from === 0 ? '0' : 'v'} + ${short(rest2)} × ${four(Math.abs(grad[i]!))}²`,
        },
      ],
    },
    // With eps_adam in the denominator, where it mostly is too small to be seen.
    update(i => `= ${digits(rates[i]!.rate)} × ${four(m_hat[i]!)} / ${four(root[i]! + eps_adam)}`),
    data,
  ]
}

/** Some decimals, or the first three digits of what is smaller than those show. */
export function digits(value: number, decimals = 5): string {
  const size = Math.abs(value)
  const isTiny = size !== 0 && size < 0.5 * 10 ** (1 - decimals)
  const text = isTiny ? size.toExponential(2).replace('-', '−') : size.toFixed(decimals)
  return value < 0 ? `−${text}` : text
}

const four = (value: number): string => digits(value, 4)
const short = (value: number): string => String(value).replace(/^0/, '')

const minus = (value: number): string => (value < 0 ? `+ ${digits(-value)}` : `− ${digits(value)}`)

/** The line that binds something in the update, or asks for the way back; null where the program in the pane has none. */
export function lineOf(session: Pick<Session, 'program'>, name: string | null): number | null {
  const program = session.program.value
  if (name === null) return program.linesOf('backward')[0]?.[0] ?? null
  const lines = program.source.text.split('\n')
  for (const [first, last] of program.linesOf('adam'))
    for (let line = first; line <= last; line++) if (boundOn(lines[line - 1] ?? '').includes(name)) return line
  return null
}

/** The life of the parameter that was chosen, asked for when time rests. */
export class LifeStory {
  readonly life = signal<WeightLife | null>(null)
  /** Without a choice: the parameter that the loss felt most in the trace that was there first. */
  private readonly ownChoice = computed((): number => {
    if (!this.session.run.value) return 0
    const reader = this.session.view.peek()?.reader
    if (!reader) return 0
    const head = reader.matrices.find(({ name }) => name === 'lm_head') ?? reader.matrices[0]!
    return head.start + largest(reader.matrix(head.name, 'gradients').values.map(Math.abs))
  })
  readonly index = computed((): number => {
    const chosen = this.session.parameterIndex.value
    const count = this.session.run.value?.plan.parameters ?? 0
    return chosen !== null && chosen < count ? chosen : Math.min(this.ownChoice.value, Math.max(0, count - 1))
  })
  readonly chosen = computed((): (Chosen & { readonly name: string }) | null => {
    const reader = this.session.view.value?.reader
    const matrix = reader?.matrices.findLast(({ start }) => start <= this.index.value)
    if (!reader || !matrix) return null
    const chosen = { matrix, index: this.index.value - matrix.start }
    return { ...chosen, name: parameterName(reader, chosen) }
  })

  constructor(private readonly session: Session) {}

  /** Keeps the life up to date for as long as it is on the screen; the way out is returned. */
  follow(): () => void {
    const { session } = this
    const scrubber = scrubberOf(session)
    let plan = session.run.peek()?.plan
    return watch(() => {
      const [run, index, done] = [session.run.value, this.index.value, session.training.losses.value.length]
      const step = session.view.value?.step ?? 0
      if (run?.plan !== plan) this.life.value = null
      plan = run?.plan
      if (!run || done === 0 || session.training.running.value || scrubber.moving.value) return
      const life = this.life.peek()
      const isKnown =
        life?.index === index && (life.isWhole ? life.from + life.grad.length === done : isInside(life, step))
      if (!isKnown) void this.fetch(index, step)
    })
  }

  private async fetch(index: number, step: number): Promise<void> {
    try {
      const life = await this.session.questions.lifeOf(index, step)
      if (life && life.index === this.index.peek()) this.life.value = life
    } catch (error) {
      this.session.say(sentence(error))
    }
  }
}

const isInside = ({ from, grad }: WeightLife, step: number): boolean => step >= from && step < from + grad.length

const known = new WeakMap<Session, LifeStory>()

export function lifeStoryOf(session: Session): LifeStory {
  const found = known.get(session) ?? new LifeStory(session)
  known.set(session, found)
  return found
}
