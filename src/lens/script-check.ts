/** Whether what the engine did is what CPython printed for the same program and data: "this is the script". */

import { defaultConfig, type Config } from '../engine/config.ts'

/** Whether a config has the script's own numbers and choices, each of them. */
export const isScript = (config: Config): boolean =>
  (Object.keys(defaultConfig) as (keyof Config)[]).every(key => config[key] === defaultConfig[key])

/** What a run of microgpt.py printed. */
export interface PrintedRun {
  /** The loss of a step, counted from 0, as printed with four digits; a published run may name only some steps. */
  readonly losses: ReadonlyMap<number, string>
  readonly names: readonly string[]
}

export interface ScriptCheck {
  /** Steps that could be compared, and how many of them print the same. */
  readonly steps: number
  readonly equal: number
  /** The first step that prints differently, counted from 0. */
  readonly first: number | null
  /** The largest difference to a printed loss; four printed digits hide up to 0.00005. */
  readonly largest: number
  readonly names: number
  readonly equalNames: number
}

/** Reads the lines `step    1 / 1000 | loss 3.3660` and `sample  1: kamon`. */
export function printedRunIn(log: string): PrintedRun {
  const losses = [...log.matchAll(/^step +(\d+) \/ +\d+ \| loss (\S+)/gm)]
  return {
    losses: new Map(losses.map(([, step, loss]) => [Number(step) - 1, loss!])),
    names: [...log.matchAll(/^sample +\d+: (.*)$/gm)].map(([, name]) => name!),
  }
}

/** The figures that were published for the original names: its first steps, its last, and its names. */
export const publishedRun: PrintedRun = {
  losses: new Map([
    ...['3.3660', '3.4243', '3.1778', '3.0664', '3.2209', '2.9452', '3.2894', '3.3245', '2.8990'].entries(),
    [999, '2.6497'] as const,
  ]),
  names:
    'kamon ann karai jaire vialan karia yeran anna areli kaina konna keylen liole alerin earan lenne kana lara alela anton'.split(
      ' ',
    ),
}

export function checkAgainst(run: PrintedRun, losses: readonly number[], names: readonly string[]): ScriptCheck {
  const compared = [...run.losses].filter(([step]) => step < losses.length)
  const differing = compared.filter(([step, printed]) => losses[step]!.toFixed(4) !== printed)
  const off = compared.map(([step, printed]) => Math.abs(losses[step]! - Number(printed)))
  return {
    steps: compared.length,
    equal: compared.length - differing.length,
    first: differing[0]?.[0] ?? null,
    largest: off.reduce((most, each) => Math.max(most, each), 0),
    names: Math.min(run.names.length, names.length),
    equalNames: names.filter((name, i) => name === run.names[i]).length,
  }
}
