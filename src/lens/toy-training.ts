/** The toy trained live: the words that it reads, opened as a run, and what it answers before and after. */
import { signal } from '@preact/signals-core'
import { datasetOf } from '../engine/dataset.ts'
import { noIntervention } from '../engine/intervention.ts'
import { matricesOf } from '../engine/parameters.ts'
import type { DatasetChoice, RunState } from './cursor.ts'
import { probabilitiesAt } from './letter-odds.ts'
import { watch, type Session } from './session.ts'
import { toyConfig, toyDataset, toyStart } from './toy.ts'
import { sentence } from './training.ts'

const letters = ['a', 'b', 'c'] as const
const [fewest, most, mostWords] = [2, 4, 60]

/** What was written as words, or a sentence that says why it can't be. */
export type WordsRead = { readonly words: readonly string[] } | { readonly problem: string }

/** Words of two to four letters a, b and c, with whatever stands between them; each letter has to occur. */
export function readWords(text: string): WordsRead {
  const words = text
    .toLowerCase()
    .split(/[\s,;.]+/)
    .filter(Boolean)
  if (words.length === 0) return { problem: 'Write some words of a, b and c, each of 2 to 4 letters.' }
  if (words.length > mostWords) return { problem: `At most ${mostWords} words; there are ${words.length}.` }
  for (const word of words) {
    const strange = [...word].find(letter => !letters.some(known => known === letter))
    if (strange) return { problem: `“${cut(word)}” has ${strange}; the toy knows a, b and c only.` }
    if (word.length < fewest || word.length > most)
      return { problem: `“${cut(word)}” has ${word.length} letter${word.length === 1 ? '' : 's'}; a word has 2 to 4.` }
  }
  const missing = letters.filter(letter => !words.some(word => word.includes(letter)))
  if (missing.length > 0)
    return { problem: `No word has ${missing.join(' or ')}: the toy’s tokens are a, b, c and BOS, so each must occur.` }
  return { words }
}

/** What was asked: the letters after BOS, or a sentence. */
export function readQuery(text: string): { readonly prefix: string } | { readonly problem: string } {
  const prefix = text
    .trim()
    .replace(/^bos\b/i, '')
    .replace(/\s+/g, '')
    .toLowerCase()
  const strange = [...prefix].find(letter => !letters.some(known => known === letter))
  if (strange) return { problem: `The toy has no token ${strange}: ask with BOS, a, b or c.` }
  if (prefix.length > 3) return { problem: 'The block holds four positions: BOS and at most three letters.' }
  return { prefix }
}

const cut = (word: string): string => (word.length > 12 ? `${word.slice(0, 12)}…` : word)

export const wordsOf = ({ dataset }: RunState): string => dataset.text.split('\n').join(' ')

/** Opens the toy on these words, with the numbers of the walkthrough, before its first step. */
export async function openToyOn(session: Session, words: readonly string[], learning_rate?: number): Promise<boolean> {
  await session.training.pause()
  const text = words.join('\n')
  const dataset: DatasetChoice = text === toyDataset.text ? toyDataset : { ...toyDataset, text }
  const config = { ...toyConfig, ...(learning_rate !== undefined && { learning_rate }) }
  const program = session.programs.files.peek()[0]!
  const link = { tab: 'Training', view: 'toy', config: {} } as const
  return session.open(config, dataset, { program, start: toyStart(config), link })
}

/** What the toy begins with: the walkthrough's numbers of a matrix. */
export function firstMatrix(name: string): Float64Array {
  const { start, rows, columns } = matricesOf(toyConfig, letters.length + 1).find(matrix => matrix.name === name)!
  return toyStart()!.state.parameters.subarray(start, start + rows * columns)
}

/** Its tokens, by id. */
export const toyTokens: readonly string[] = [...letters, 'BOS']

const orders = new WeakMap<DatasetChoice, readonly string[]>()

/** The words in the order in which training takes them. */
export function orderOf({ dataset, config }: RunState): readonly string[] {
  const known = orders.get(dataset) ?? datasetOf(dataset.name, dataset.text, config.seed).docs
  orders.set(dataset, known)
  return known
}

/** What comes next, after so many steps. */
export interface Answer {
  readonly step: number
  /** A share for each token, in the order of their ids. */
  readonly probs: Float64Array
}

export interface Query {
  readonly prefix: string
  /** Every time that it was asked. */
  readonly asked: readonly Answer[]
  /** As training left the model last. */
  readonly now: Answer
}

const mostQueries = 8

export class ToyQueries {
  readonly list = signal<readonly Query[]>([])
  private turn = 0

  constructor(private readonly session: Session) {}

  /** Puts it on top; asked again, its new answer stands below the older ones. */
  async ask(prefix: string): Promise<void> {
    const [answer] = (await this.answers([prefix])) ?? []
    if (!answer) return
    const before = this.list.peek().find(query => query.prefix === prefix)?.asked ?? []
    const asked = before.at(-1)?.step === answer.step ? before : [...before, answer].slice(-4)
    const others = this.list.peek().filter(query => query.prefix !== prefix)
    this.list.value = [{ prefix, asked, now: answer }, ...others].slice(0, mostQueries)
  }

  clear(): void {
    this.list.value = []
  }

  /** Asks all again whenever training rests; the way out is returned. */
  follow(): () => void {
    const { session } = this
    let plan = session.run.peek()?.plan
    return watch(() => {
      const [run, { length }, isRunning] = [
        session.run.value,
        session.training.losses.value,
        session.training.running.value,
      ]
      if (run?.plan !== plan) this.clear()
      plan = run?.plan
      if (run && !isRunning && this.list.peek().some(({ now }) => now.step !== length)) void this.renew()
    })
  }

  private async renew(): Promise<void> {
    const turn = ++this.turn
    const prefixes = this.list.peek().map(({ prefix }) => prefix)
    const answers = await this.answers(prefixes)
    if (!answers || turn !== this.turn) return
    this.list.value = this.list.peek().map(query => {
      const answer = answers[prefixes.indexOf(query.prefix)]
      return answer ? { ...query, now: answer } : query
    })
  }

  private async answers(prefixes: readonly string[]): Promise<readonly Answer[] | null> {
    const { session } = this
    const step = session.training.losses.peek().length
    try {
      const names = await session.questions.makeUp(step, {
        count: prefixes.length,
        prefixes,
        temperature: 1,
        drawsBefore: 0,
        off: session.run.peek()?.config.off ?? '',
        intervention: noIntervention,
      })
      return (
        names?.map(({ draws }, i) => ({ step, probs: probabilitiesAt(draws[prefixes[i]!.length]!.logits, 1) })) ?? null
      )
    } catch (error) {
      session.say(sentence(error))
      return null
    }
  }
}

const known = new WeakMap<Session, ToyQueries>()

export function toyQueriesOf(session: Session): ToyQueries {
  const found = known.get(session) ?? new ToyQueries(session)
  known.set(session, found)
  return found
}

/** The parameters as training left them after the step in view, or as they were before the first. */
export function shownParameters(session: Session): { readonly kind: 'values' | 'updated'; readonly step: number } {
  const [view, done] = [session.view.value!, session.training.losses.value.length]
  return view.step < done && !view.provisional
    ? { kind: 'updated', step: view.step + 1 }
    : { kind: 'values', step: view.step }
}
