/** The numbers and words in the code that can be changed there: what each may become, and what comes of it. */
import { choices, problemsWith, ranges, type Config, type NumberName } from '../engine/config.ts'
import { parameterCount } from '../engine/parameters.ts'
import type { HyperparameterName } from '../python/hyperparameters.ts'
import { count, dim, text, type LedgerEntry } from './ledger-entry.ts'
import type { RunState } from './cursor.ts'

export type LiveNumber = Exclude<NumberName, 'batch_size'>
export type LiveChoice = 'activation' | 'decay'
export type LiveName = LiveNumber | LiveChoice

export const isLive = (name: HyperparameterName): name is LiveName =>
  name === 'activation' || name === 'decay' || isLiveNumber(name)

export const isLiveNumber = (name: string): name is LiveNumber => Object.hasOwn(ranges, name) && name !== 'batch_size'

/** What a word may be. */
export const wordsFor = (name: LiveChoice): readonly string[] => choices[name]

/** From one number to another in even steps. */
const from = (least: number, most: number, by: number): number[] =>
  Array.from({ length: Math.round((most - least) / by) + 1 }, (_, i) => Number((least + i * by).toPrecision(6)))

const decades = (first: number, last: number, digits: readonly number[]): number[] =>
  from(first, last, 1).flatMap(power => digits.map(digit => Number(`${digit}e${power}`)))

/** The values that dragging and the arrow keys stop at, each number on a scale of its own. */
const stops: Readonly<Record<LiveNumber, (config: Config) => readonly number[]>> = {
  n_layer: () => from(1, 6, 1),
  n_embd: ({ n_head }) => from(n_head, ranges.n_embd.most - (ranges.n_embd.most % n_head), n_head),
  block_size: () => from(1, ranges.block_size.most, 1),
  n_head: ({ n_embd }) => from(1, ranges.n_head.most, 1).filter(heads => n_embd % heads === 0),
  mlp_factor: () => from(1, ranges.mlp_factor.most, 1),
  std: () => [0, 0.005, ...from(0.01, 0.2, 0.01), ...from(0.25, 1, 0.05)],
  learning_rate: () => [...decades(-4, -1, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]), 1],
  beta1: () => [...from(0, 0.75, 0.05), ...from(0.8, 0.99, 0.01), 0.995, 0.999],
  beta2: () => [...from(0, 0.85, 0.05), ...from(0.9, 0.99, 0.01), ...from(0.991, 0.999, 0.001), 0.9995, 0.9999],
  eps_adam: () => decades(-12, -2, [1]),
  num_steps: () => [1, 10, 20, ...from(50, 2000, 50), ...from(2500, 20000, 500)],
  temperature: () => [...from(0.05, 2, 0.05), ...from(2.5, 5, 0.5)],
  seed: ({ seed }) => from(Math.max(0, seed - 200), Math.min(ranges.seed.most, seed + 200), 1),
}

export const stopsOf = (name: LiveNumber, config: Config): readonly number[] => stops[name](config)

/** The value so many stops further up, or down; at the end it stays. */
export function moved(name: LiveNumber, config: Config, value: number, by: number): number {
  const at = stops[name](config)
  const [below, above] = [at.filter(stop => stop < value), at.filter(stop => stop > value)]
  if (by === 0) return value
  const found = by > 0 ? above[Math.min(by, above.length) - 1] : below[below.length - Math.min(-by, below.length)]
  return found ?? value
}

/** The word so many places further; after the last comes the first. */
export function nextWord(name: LiveChoice, value: string, by: number): string {
  const words = wordsFor(name)
  const at = words.indexOf(value) + by
  return words[((at % words.length) + words.length) % words.length]!
}

/** How far a pointer goes from one stop to the next, in pixels. */
export const pixelsPerStop = (name: LiveNumber, config: Config): number => (stops[name](config).length < 12 ? 24 : 8)

/** Which change a text asks for, or a sentence that says why it can be none. */
export function changeFrom(name: LiveNumber, written: string, config: Config): Partial<Config> | string {
  const tidy = written.trim().replace(',', '.').replaceAll('_', '')
  const value = tidy === '' ? NaN : Number(tidy)
  const { least, most, whole } = ranges[name]
  if (!Number.isFinite(value))
    return `${name} must be ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}; it is “${written.trim()}”.`
  const change = { [name]: value }
  return problemsWith({ ...config, ...change })[0] ?? change
}

/** What a change would do, for two lines of the ledger: of the model, and of the run. */
export function consequence({ config, tokenizer }: RunState, change: Partial<Config>): readonly LedgerEntry[] {
  const next = { ...config, ...change }
  const [problem] = problemsWith(next)
  if (problem) return [text(problem)]
  const [name] = Object.keys(change) as (keyof Config)[]
  const was = name === undefined ? '' : `was ${config[name]}`
  if (name === 'temperature') return [text(was), text('names are drawn again')]
  const [before, after] = [config, next].map(config => parameterCount(config, tokenizer.vocab_size)) as [number, number]
  const run = text(`starts again from seed ${next.seed}`)
  if (before === after) return [text(was), run]
  return [text({ words: `${count(after)} parameters`, tone: 'bold' }, dim(` not ${count(before)}`)), run]
}

/** One line on what a change has done. */
export function outcome({ config, tokenizer }: RunState, name: LiveName): string {
  if (name === 'temperature') return `temperature = ${config.temperature}: the names are drawn again.`
  const parameters = count(parameterCount(config, tokenizer.vocab_size))
  return `${name} = ${config[name]}: ${parameters} parameters, drawn again from seed ${config.seed}.`
}
