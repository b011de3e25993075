/** Attention over training: traces at steps of the run, on the name at hand for its pictures and on others for its habits. */
import { signal } from '@preact/signals-core'
import { documentsOf } from '../engine/dataset.ts'
import type { RunState } from './cursor.ts'
import type { HeadPlace } from './head-surgery.ts'
import { farthest, noTallies, tallied, type Moment, type Tallies } from './head-statistics.ts'
import type { Reading, TraceReader } from './reading.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session } from './session.ts'
import { sentence } from './training.ts'

/** Steps from the first to the last that was done, closer together at first, where most happens; counted from 0. */
export function filmSteps(first: number, last: number, count: number): number[] {
  const span = last - first
  if (span <= 0) return [first]
  const steps = Array.from({ length: count }, (_, i) => first + Math.round((span + 1) ** (i / (count - 1))) - 1)
  return [...new Set(steps)]
}

/** What one look costs decides how many there are: numbers in all traces together. */
const budget = 4_000_000
const [mostSteps, mostNames] = [24, 16]
const [fewestSteps, fewestNames] = [6, 2]

/** How many steps are looked at, and how many names at each. */
export function filmSize(parameters: number): { readonly steps: number; readonly names: number } {
  const looks = budget / parameters
  const share = Math.sqrt(Math.min(1, looks / (mostSteps * mostNames)))
  return {
    steps: Math.max(fewestSteps, Math.round(mostSteps * share)),
    names: Math.max(fewestNames, Math.round(mostNames * share)),
  }
}

/** Documents of the data set, evenly spaced in the file, that the block can hold and that leave rows to look at. */
export function sampledNames({ dataset, config }: Pick<RunState, 'dataset' | 'config'>, count: number): string[] {
  const fit = documentsOf(dataset.text).filter(({ length }) => length >= 3 && length < config.block_size)
  return Array.from({ length: Math.min(count, fit.length) }, (_, i) => fit[Math.floor((i * fit.length) / count)]!)
}

/** The weights of one step on the name at hand: [layer][head][row]. */
export type Weights = readonly (readonly (readonly Reading[])[])[]

export interface Frame {
  readonly step: number
  readonly loss: number
  readonly weights: Weights
}

export interface Film {
  readonly document: string
  /** The tokens that are read. */
  readonly tokens: Uint32Array
  readonly frames: readonly Frame[]
}

/** Of all heads: [layer][head], over the steps that have been looked at so far. */
export interface Habits {
  readonly names: readonly string[]
  readonly steps: readonly number[]
  readonly heads: readonly (readonly (readonly Moment[])[])[]
  /** The head that has come furthest from a plain average; null until all steps have been looked at. */
  readonly boldest: HeadPlace | null
}

const heads = <Part>({ plan }: TraceReader, make: (layer: number, head: number) => Part): Part[][] =>
  Array.from({ length: plan.config.n_layer }, (_, layer) =>
    Array.from({ length: plan.config.n_head }, (_, head) => make(layer, head)),
  )

export const weightsOf = (reader: TraceReader): Weights =>
  heads(reader, (layer, head) =>
    Array.from({ length: reader.positions }, (_, row) => reader.output('attention.softmax', row, layer, head)!),
  )

function boldest(tallies: readonly (readonly Tallies[])[]): HeadPlace {
  const places = tallies.flatMap((layer, li) => layer.map((each, head) => ({ layer: li, head, far: farthest(each) })))
  const { layer, head } = places.reduce((best, place) => (place.far > best.far ? place : best))
  return { layer, head }
}

/** Pictures in the strip. */
const pictures = 10

export class HeadFilm {
  /** Grows frame by frame. */
  readonly film = signal<Film | null>(null)
  readonly habits = signal<Habits | null>(null)
  private turn = 0
  private filmed = ''
  private tallied = ''
  private plan: unknown = null

  constructor(private readonly session: Session) {}

  /** Fetches what is missing, while training rests; the way out is returned. */
  follow(): () => void {
    const { session } = this
    const stop = watch(() => {
      const [run, view] = [session.run.value, session.view.value]
      const done = session.training.losses.value.length
      if (!run || !view || done === 0 || session.training.running.value || scrubberOf(session).moving.value) return
      const first = run.start?.state.step ?? 0
      const last = Math.min(done, run.config.num_steps) - 1
      if (run.plan !== this.plan) [this.plan, this.filmed, this.tallied] = [run.plan, '', '']
      void this.fetch(run, first, last, view.document).catch((error: unknown) => session.say(sentence(error)))
    })
    return () => {
      this.turn++
      stop()
    }
  }

  private async fetch(run: RunState, first: number, last: number, document: string): Promise<void> {
    const [span, shown] = [`${first} ${last}`, `${first} ${last} ${document}`]
    if (this.filmed === shown && this.tallied === span) return
    const turn = ++this.turn
    const isOn = (): boolean => turn === this.turn
    if (this.filmed !== shown) await this.shoot(filmSteps(first, last, pictures), document, isOn)
    if (!isOn()) return
    this.filmed = shown
    if (this.tallied !== span) await this.tally(run, first, last, isOn)
    if (isOn()) this.tallied = span
  }

  private async shoot(steps: readonly number[], document: string, isOn: () => boolean): Promise<void> {
    const frames: Frame[] = []
    for (const step of steps) {
      const view = await this.session.questions.traceOf(step, document)
      if (!view || !isOn()) return
      const { reader } = view
      frames.push({ step, loss: reader.loss, weights: weightsOf(reader) })
      const tokens = reader.tokens.slice(0, reader.positions)
      this.film.value = { document, tokens, frames: [...frames] }
    }
  }

  private async tally(run: RunState, first: number, last: number, isOn: () => boolean): Promise<void> {
    const size = filmSize(run.plan.parameters)
    const names = sampledNames(run, size.names)
    const steps = filmSteps(first, last, size.steps)
    let moments: Moment[][][] | null = null
    for (const [i, step] of steps.entries()) {
      let sums: Tallies[][] | null = null
      for (const name of names) {
        const view = await this.session.questions.traceOf(step, name)
        if (!view || !isOn()) return
        const before: Tallies[][] | null = sums
        sums = heads(view.reader, (layer, head) =>
          tallied(before?.[layer]?.[head] ?? noTallies, view.reader, layer, head),
        )
      }
      if (!sums) return
      const [known, now]: [Moment[][][] | null, Tallies[][]] = [moments, sums]
      moments = now.map((layer, li) => layer.map((tallies, h) => [...(known?.[li]?.[h] ?? []), { step, tallies }]))
      const isLast = i === steps.length - 1
      this.habits.value = { names, steps: steps.slice(0, i + 1), heads: moments, boldest: isLast ? boldest(now) : null }
    }
  }
}

const known = new WeakMap<Session, HeadFilm>()

export function headFilmOf(session: Session): HeadFilm {
  const found = known.get(session) ?? new HeadFilm(session)
  known.set(session, found)
  return found
}
