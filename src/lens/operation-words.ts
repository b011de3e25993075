/** Operations on heads as a link tells them: `draw-0.1-qk-7`, `swap-0.1-2-qkv`, one after the other, with commas between. */
import type { Config } from '../engine/config.ts'
import { drawable, swaps, type HeadPlace, type Operation } from './head-surgery.ts'

/** More than this no link tells. */
const most = 20

export function operationWords(operations: readonly Operation[]): string {
  return operations
    .slice(0, most)
    .map(operation => [operation.kind, `${operation.layer}.${operation.head}`, ...detailsOf(operation)].join('-'))
    .join(',')
}

function detailsOf(operation: Operation): (string | number)[] {
  switch (operation.kind) {
    case 'draw':
      return [operation.matrices.join(''), operation.seed]
    case 'first':
      return [operation.matrices.join('')]
    case 'zero':
      return []
    case 'swap':
      return [operation.other, operation.swap]
    case 'freeze':
      return [operation.at]
  }
}

/** What `operationWords` wrote; what a model of this config does not have is ignored. */
export function operationsIn(words: string, config: Config): Operation[] {
  return words
    .split(',')
    .slice(0, most)
    .flatMap(word => operationIn(word, config) ?? [])
}

function operationIn(word: string, config: Config): Operation | null {
  const [kind, at = '', detail = '', more = ''] = word.split('-')
  const place = placeIn(at, config)
  if (!place) return null
  const matrices = drawable.filter(letter => detail.includes(letter))
  switch (kind) {
    case 'draw': {
      const seed = wholeIn(more)
      return matrices.length > 0 && seed !== null ? { ...place, kind, matrices, seed } : null
    }
    case 'first':
      return matrices.length > 0 ? { ...place, kind, matrices } : null
    case 'zero':
      return { ...place, kind }
    case 'swap': {
      const [other, swap] = [wholeIn(detail), swaps.find(swap => swap === more)]
      return other !== null && other < config.n_head && other !== place.head && swap
        ? { ...place, kind, other, swap }
        : null
    }
    case 'freeze':
      return detail === 'now' || detail === 'even' ? { ...place, kind, at: detail } : null
    default:
      return null
  }
}

function placeIn(words: string, { n_layer, n_head }: Config): HeadPlace | null {
  const [layer, head] = words.split('.').map(wholeIn)
  return layer != null && head != null && layer < n_layer && head < n_head ? { layer, head } : null
}

const wholeIn = (word: string): number | null => (/^\d{1,9}$/.test(word) ? Number(word) : null)
