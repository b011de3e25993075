/**
 * Everything that decides a run besides the data. The names are those of microgpt.py, because the code is the config.
 */
import { offWords } from './switches.ts'

/** What each word may be. One table, as `ranges` below is for the numbers. */
export const choices = {
  activation: ['relu', 'relu2', 'gelu'],
  norm: ['rmsnorm', 'layernorm'],
  optimizer: ['adam', 'momentum', 'sgd'],
  decay: ['linear', 'cosine', 'constant'],
} as const

export type ChoiceName = keyof typeof choices
type Choice<Name extends ChoiceName> = (typeof choices)[Name][number]

export interface Config {
  /** Number of blocks, each attention + MLP. */
  readonly n_layer: number
  /** Width of the residual stream. */
  readonly n_embd: number
  /** Most positions that the model can look at. */
  readonly block_size: number
  /** Attention heads; they share the width equally. */
  readonly n_head: number
  /** Width of the MLP's middle, in n_embd: the 4 of `4 * n_embd`. */
  readonly mlp_factor: number
  /** Standard deviation of the parameters at the start. */
  readonly std: number
  /** Start attn_wo and mlp_fc2 from 0, as some versions do. */
  readonly zero_init_outputs: boolean
  /** gelu is the tanh form of GPT-2. */
  readonly activation: Choice<'activation'>
  /** layernorm has no gain and no bias of its own, as microgpt's rmsnorm has none. */
  readonly norm: Choice<'norm'>
  /** Read the logits with wte, turned around, in place of a matrix of their own. */
  readonly tied_head: boolean
  /** momentum: m = β₁·m + g, p −= lr_t·m; sgd: p −= lr_t·g. */
  readonly optimizer: Choice<'optimizer'>
  /** Parts of the model that are switched off, see switches.ts; empty for the program as it stands. */
  readonly off: string
  readonly learning_rate: number
  readonly beta1: number
  readonly beta2: number
  readonly eps_adam: number
  readonly decay: Choice<'decay'>
  readonly num_steps: number
  /** Documents in one training step; microgpt.py takes one. */
  readonly batch_size: number
  readonly temperature: number
  readonly seed: number
}

/** The numbers that stand in microgpt.py. */
export const defaultConfig: Config = {
  n_layer: 1,
  n_embd: 16,
  block_size: 16,
  n_head: 4,
  mlp_factor: 4,
  std: 0.08,
  zero_init_outputs: false,
  activation: 'relu',
  norm: 'rmsnorm',
  tied_head: false,
  optimizer: 'adam',
  off: '',
  learning_rate: 0.01,
  beta1: 0.85,
  beta2: 0.99,
  eps_adam: 1e-8,
  decay: 'linear',
  num_steps: 1000,
  batch_size: 1,
  temperature: 0.5,
  seed: 42,
}

interface Range {
  readonly least: number
  readonly most: number
  readonly whole: boolean
}

const range = (least: number, most: number, whole = false): Range => ({ least, most, whole })

/** What each number may be. One table for the sliders, for links and for files. */
export const ranges = {
  n_layer: range(1, 6, true),
  n_embd: range(1, 128, true),
  block_size: range(1, 64, true),
  n_head: range(1, 16, true),
  mlp_factor: range(1, 8, true),
  std: range(0, 1),
  learning_rate: range(0, 1),
  beta1: range(0, 0.999),
  beta2: range(0, 0.9999),
  eps_adam: range(1e-12, 1e-2),
  num_steps: range(1, 20000, true),
  batch_size: range(1, 64, true),
  temperature: range(0.05, 5),
  seed: range(0, 4294967295, true),
} as const satisfies Partial<Record<keyof Config, Range>>

export type NumberName = keyof typeof ranges

/** Width of one head. */
export const headDim = (config: Config): number => config.n_embd / config.n_head

/** The nearest number that the config allows, or the default where the given one is no number. */
export function clampNumber(name: NumberName, value: number): number {
  const { least, most, whole } = ranges[name]
  if (!Number.isFinite(value)) return defaultConfig[name]
  const bounded = Math.min(most, Math.max(least, value))
  return whole ? Math.round(bounded) : bounded
}

/** What came, short enough to be said. */
const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'missing'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return 'no such thing'
  return value.length > 40 ? `“${value.slice(0, 40)}…”` : `“${value}”`
}

/** Sentences that say what is wrong with a config, whatever stands in it; none when it can be built. */
export function problemsWith(config: Config): string[] {
  const problems: string[] = []
  for (const name of Object.keys(ranges) as NumberName[]) {
    const { least, most, whole } = ranges[name]
    const value = config[name]
    if (!Number.isFinite(value) || value < least || value > most || (whole && !Number.isInteger(value)))
      problems.push(
        `${name} must be ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}; it is ${shown(value)}.`,
      )
  }
  for (const name of Object.keys(choices) as ChoiceName[]) {
    const words: readonly string[] = choices[name]
    if (!words.includes(config[name]))
      problems.push(`${name} must be ${words.join(', ')}; it is ${shown(config[name])}.`)
  }
  for (const name of ['zero_init_outputs', 'tied_head'] as const)
    if (typeof config[name] !== 'boolean') problems.push(`${name} must be true or false; it is ${shown(config[name])}.`)
  const { n_embd, n_head, off } = config
  const heads = Number.isInteger(n_head) && n_head <= ranges.n_head.most ? n_head : 0
  if (typeof off !== 'string' || off !== offWords(off.split(','), heads))
    problems.push(`off must name parts that can be switched off, in their order; it is ${shown(off)}.`)
  if (Number.isInteger(n_embd) && Number.isInteger(n_head) && n_embd % n_head > 0)
    problems.push(`n_head must divide n_embd; ${n_embd} does not divide by ${n_head}.`)
  return problems
}
