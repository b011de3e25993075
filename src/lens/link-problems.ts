/** What a link says that could not be used, a sentence each. */
import { defaultConfig } from '../engine/config.ts'
import { linkKeys, readLink } from './link.ts'

/** More than this is a list that nobody reads. */
const most = 4

/** Cut short, and in one line. */
const brief = (words: string): string => {
  const plain = words.replace(/\p{C}/gu, ' ')
  return plain.length > 24 ? `${plain.slice(0, 24)}…` : plain
}

/** Compares what stands in a link with what was read of it. */
export function linkProblems(hash: string): string[] {
  const link = readLink(hash)
  const problems = [...new URLSearchParams(hash.replace(/^#/, ''))].flatMap(([key, value]) => {
    if (!linkKeys.includes(key)) return [`${brief(key)} is no part of a link`]
    const found = { ...link, ...link.config, config: undefined } as Readonly<
      Record<string, string | number | boolean | undefined>
    >
    const read = found[key]
    const given = `${key}=${brief(value)}`
    if (read === undefined) return value === '' ? [] : [`${given} could not be read`]
    if (isSame(String(read), value)) return []
    return [
      key === 'name'
        ? `the name is cut to its first ${[...String(read)].length} letters`
        : `${given} became ${String(read) || 'nothing'}`,
    ]
  })
  const { n_embd, n_head } = { ...defaultConfig, ...link.config }
  if (n_embd % n_head > 0) problems.push(`n_head=${n_head} does not divide n_embd=${n_embd}, so there is 1 head`)
  return problems
}

const isSame = (read: string, given: string): boolean =>
  read.toLowerCase() === given.toLowerCase() || (given.trim() !== '' && Number(read) === Number(given))

/** All of it in one line; null where there is nothing to be said. */
export function linkProblemWords(hash: string): string | null {
  const problems = linkProblems(hash)
  if (problems.length === 0) return null
  const further = problems.length > most ? `, and ${problems.length - most} more` : ''
  return `Not all of that link could be used: ${problems.slice(0, most).join('; ')}${further}.`
}
