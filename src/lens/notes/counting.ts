/** How the parameters add up to the number that the program prints, for any config. */
import type { Config } from '../../engine/config.ts'
import { matricesOf, parameterCount, type Matrix } from '../../engine/parameters.ts'
import { shortName } from '../reading.ts'

/** Matrices of one shape, which are counted together. */
export interface Term {
  /** As in the program, without the layer: `attn_wq`. */
  readonly names: readonly string[]
  readonly matrices: readonly Matrix[]
  /** Rows times columns, in words of the program. */
  readonly formula: string
  /** Numbers in one of the matrices, and in all of them. */
  readonly each: number
  readonly total: number
  /** What was counted before. */
  readonly before: number
}

const groupsOf = ({ mlp_factor }: Config): readonly (readonly [pattern: RegExp, formula: string])[] => [
  [/^wte$/, 'vocab_size × n_embd'],
  [/^wpe$/, 'block_size × n_embd'],
  [/^lm_head$/, 'vocab_size × n_embd'],
  [/attn_w[qkvo]$/, 'n_embd × n_embd'],
  [/mlp_fc[12]$/, `${mlp_factor} · n_embd × n_embd`],
]

export function termsOf(config: Config, vocab_size: number): Term[] {
  const matrices = matricesOf(config, vocab_size)
  let before = 0
  return groupsOf(config).flatMap(([pattern, formula]) => {
    const found = matrices.filter(({ name }) => pattern.test(name))
    const [first] = found
    if (!first) return []
    const each = first.rows * first.columns
    const total = found.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
    const names = [...new Set(found.map(({ name }) => name.replace(/^layer\d+\./, '')))]
    const term = { names, matrices: found, formula, each, total, before }
    before += total
    return [term]
  })
}

/** `432 + 256 + 432 + 4·256 + 2·1,024` */
export const sumInWords = (terms: readonly Term[]): string =>
  terms
    .map(({ matrices, each }) => `${matrices.length > 1 ? `${matrices.length}·` : ''}${each.toLocaleString('en')}`)
    .join(' + ')

export interface Exercise {
  readonly config: Config
  readonly answer: number
  readonly now: number
}

/** The same model with twice the width. */
export function exerciseOf(config: Config, vocab_size: number): Exercise {
  const doubled = { ...config, n_embd: 2 * config.n_embd }
  return {
    config: doubled,
    answer: parameterCount(doubled, vocab_size),
    now: parameterCount(config, vocab_size),
  }
}

/** What is to be said to an answer, with the number in it; what was typed may hold commas and spaces. */
export function verdict(
  { answer, now }: Exercise,
  typed: string,
): { readonly isRight: boolean; readonly words: string } {
  const digits = typed.replace(/[\s,.’'_]/g, '')
  const wrong = (words: string) => ({ isRight: false, words })
  if (!/^\d+$/.test(digits)) return wrong('Type a whole number.')
  const given = Number(digits)
  const shown = given.toLocaleString('en')
  if (given === answer)
    return {
      isRight: true,
      words: `${shown} is right: ${(answer / now).toFixed(2)} times as many. Tables grew twofold, the matrices of a layer fourfold.`,
    }
  if (given === 2 * now)
    return wrong(
      `${shown} is twice as many. Both sides of a layer’s matrices are n_embd, so these grow more than that.`,
    )
  if (given === 4 * now)
    return wrong(`${shown} is four times as many. wte, wpe and lm_head have n_embd on one side only.`)
  return wrong(`${shown} is too ${given < answer ? 'few' : 'many'}. Add up the terms above with the new width.`)
}

/** `attn_wq, wk, wv, wo` */
export const namesInWords = ([first = '', ...rest]: readonly string[]): string =>
  [first, ...rest.map(name => shortName(name))].join(', ')
