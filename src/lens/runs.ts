/** The runs that were kept: listed, shown beside the one at hand, and returned to. */
import { batch, computed, signal } from '@preact/signals-core'
import shippedText from '../data/names.txt'
import { crc32 } from '../engine/crc32.ts'
import { startWords } from './checkpoint-files.ts'
import { freeName, runName } from './run-name.ts'
import { RunStore, type KeptRun } from './run-store.ts'
import type { DatasetChoice, Session } from './session.ts'
import { keptText, recall, remember } from './storage.ts'
import { originalKey } from './place.ts'
import { sentence, smoothed } from './training.ts'

export type { KeptRun }

export const mostRuns = 20
const longestName = 60

/** A kept run whose curve stands in the chart, and which of the line styles it has. */
export interface KeptCurve {
  readonly id: string
  readonly name: string
  readonly style: number
  readonly means: readonly number[]
}

/** Mean of the last hundred losses, NaN where there is none. */
export function lastHundred(losses: readonly number[]): number {
  const last = losses.slice(-100).filter(Number.isFinite)
  return last.reduce((sum, loss) => sum + loss, 0) / last.length
}

export class Runs {
  readonly list = signal<readonly KeptRun[]>([])
  /** Ids of those whose curves are hidden. */
  readonly hidden = signal<ReadonlySet<string>>(new Set())
  private readonly styles = new Map<string, number>()
  private readonly means = new Map<string, readonly number[]>()
  readonly curves = computed((): readonly KeptCurve[] =>
    this.list.value
      .filter(({ id }) => !this.hidden.value.has(id))
      .map(run => ({ id: run.id, name: run.name, style: this.styleOf(run.id), means: this.meansOf(run) })),
  )
  readonly loaded: Promise<void>

  constructor(
    private readonly session: Session,
    private readonly store = new RunStore(),
  ) {
    this.loaded = this.load()
  }

  private async load(): Promise<void> {
    try {
      const list = await this.store.all()
      const hidden = recall('hidden runs')
      batch(() => {
        this.list.value = list
        if (Array.isArray(hidden)) this.hidden.value = new Set(hidden.filter(id => typeof id === 'string'))
      })
    } catch {
      // Nothing is kept here; keeping a run will say so.
    }
  }

  /** The line style of a curve stays its own while others come and go. */
  styleOf(id: string): number {
    let style = this.styles.get(id)
    if (style === undefined) {
      const taken = new Set(this.list.peek().map(run => this.styles.get(run.id)))
      for (style = 0; taken.has(style); style++);
      this.styles.set(id, style)
    }
    return style
  }

  private meansOf({ id, losses }: KeptRun): readonly number[] {
    const means = this.means.get(id) ?? smoothed(losses)
    this.means.set(id, means)
    return means
  }

  /** The kept run that the one at hand is, as far as it has gone. */
  readonly same = computed((): KeptRun | null => {
    const [run, losses] = [this.session.run.value, this.session.training.losses.value]
    if (!run) return null
    return this.list.value.find(kept => kept.losses.length === losses.length && isEqual(kept.losses, losses)) ?? null
  })

  /** Keeps the run at hand. What hinders it is said. */
  async keep(): Promise<boolean> {
    const { session, store } = this
    const [run, losses] = [session.run.peek(), session.training.losses.peek()]
    if (!run || losses.every(Number.isNaN)) return session.say('There is nothing to keep yet: no step has been done.')
    if (this.list.peek().length >= mostRuns)
      return session.say(`${mostRuns} runs are kept, which is all that fit: remove one to keep this.`)
    const { config, dataset, start } = run
    const textKey =
      dataset.shared === null ? `${dataset.text.length} ${crc32(new TextEncoder().encode(dataset.text))}` : null
    const taken = this.list.peek().map(({ name }) => name)
    const own = dataset.shared === 'shipped' ? null : dataset.name
    try {
      const { parameters } = await session.questions.stateAfter(losses.length)
      const { step, parameters: before } = await session.questions.stateAfter(losses.length - 1)
      const kept: KeptRun = {
        id: `${Date.now()} ${Math.random()}`,
        name: freeName(runName(config, own), taken),
        at: Date.now(),
        config,
        data: { name: dataset.name, shared: dataset.shared, textKey },
        spans: session.lane.peek().spans,
        start,
        losses: [...losses],
        parameters,
        before: { step, parameters: Float32Array.from(before) },
      }
      await store.put(kept, textKey === null ? null : dataset.text)
      this.list.value = [...this.list.peek(), kept]
      return true
    } catch (error) {
      return session.say(refused(error))
    }
  }

  async rename(id: string, wanted: string): Promise<void> {
    const name = [...wanted.trim()].slice(0, longestName).join('')
    const run = this.list.peek().find(run => run.id === id)
    if (!run || name === '' || name === run.name) return
    const renamed = { ...run, name }
    this.list.value = this.list.peek().map(each => (each.id === id ? renamed : each))
    await this.store.put(renamed).catch((error: unknown) => this.session.say(refused(error)))
  }

  async remove(id: string): Promise<void> {
    const run = this.list.peek().find(run => run.id === id)
    if (!run) return
    const left = this.list.peek().filter(each => each.id !== id)
    const { textKey } = run.data
    const isOrphan = textKey !== null && left.every(({ data }) => data.textKey !== textKey)
    this.list.value = left
    this.styles.delete(id)
    this.means.delete(id)
    await this.store
      .remove(id, isOrphan ? textKey : null)
      .catch((error: unknown) => this.session.say(`It could not be removed for good: ${sentence(error)}`))
  }

  toggle(id: string): void {
    const hidden = new Set(this.hidden.peek())
    if (!hidden.delete(id)) hidden.add(id)
    this.hidden.value = hidden
    remember('hidden runs', [...hidden])
  }

  /** Opens a kept run: its model is there at once, and its steps are done again quietly, each on the lane that did it. */
  async returnTo(id: string): Promise<boolean> {
    const { session } = this
    const run = this.list.peek().find(run => run.id === id)
    if (!run) return false
    const dataset = await this.datasetOf(run)
    if (!dataset) return session.say(`The text of that run, ${run.data.name}, is not kept here any more.`)
    const { config, losses, spans, start, before } = run
    await session.training.pause()
    const isOpen = await session.open(config, dataset, {
      replay: losses.length,
      checkpoint: { step: before.step, parameters: Float64Array.from(before.parameters) },
      spans: spans.filter(({ from }) => from < losses.length),
      start,
      lane: session.wantedLane.peek(),
    })
    if (!isOpen) return false
    const again = session.training.losses.peek()
    if (session.run.peek()?.config !== config || again.length < losses.length) return true
    if (!isEqual(again, losses))
      session.say(`“${run.name}” came out otherwise this time: ${differenceWords(losses, again)}`)
    else if (start) session.say(startWords(start.name, start.state.step))
    return true
  }

  private async datasetOf({ data }: KeptRun): Promise<DatasetChoice | null> {
    const { name, shared, textKey } = data
    if (shared === 'shipped') return { name: 'shipped names', text: shippedText, shared }
    const text = shared === 'original' ? await keptText(originalKey) : await this.store.text(textKey!).catch(() => null)
    return text === null ? null : { name, text, shared }
  }
}

/** NaN stands for a step that is not here, in both. */
const isEqual = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((loss, i) => Object.is(loss, b[i]))

function differenceWords(before: readonly number[], now: readonly number[]): string {
  const first = before.findIndex((loss, i) => !Object.is(loss, now[i]))
  return `step ${first + 1} has loss ${now[first]?.toFixed(6)}, it was ${before[first]?.toFixed(6)}.`
}

function refused(error: unknown): string {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError'
  return isFull
    ? 'The browser has no room left for this run: remove another one.'
    : `The run could not be kept, this browser stores nothing here: ${sentence(error)}`
}

const known = new WeakMap<Session, Runs>()

export function runsOf(session: Session): Runs {
  const runs = known.get(session) ?? new Runs(session)
  known.set(session, runs)
  return runs
}
