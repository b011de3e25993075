/**
 * The bot's loop: a line in, a line out. It asks two hooks and believes nothing else of them, and it runs where they
 * cannot reach it.
 */

/** What came of calling a hook. */
export type HookAnswer =
  | { readonly kind: 'value'; readonly value: string | boolean | null }
  /** It threw, answered with something else, or not in time: said in words. */
  | { readonly kind: 'broken'; readonly words: string }

export interface Hooks {
  readonly is_safe_request: (prefixes: readonly string[]) => Promise<HookAnswer>
  readonly is_safe_name: (name: string) => Promise<HookAnswer>
}

/** The model as the loop has it. */
export interface NameSource {
  /** What keeps the model from going on from a prefix; null where nothing does. */
  problemWith(prefix: string): string | null
  /** A name for a slot; attempts count from 0. */
  draw(slot: number, attempt: number): Promise<string>
}

export interface Reply {
  /** Exactly one line: `OK: …` or `REFUSE: …`. */
  readonly line: string
  readonly names: readonly string[]
  /** Names that is_safe_name threw away. */
  readonly discarded: readonly string[]
  /** Who refused: the hook before anything was drawn, the loop, or ten rejected names. */
  readonly refusedBy: 'hook' | 'loop' | 'attempts' | null
  /** What a hook did that no hook may do. */
  readonly broken: string | null
}

export const attempts = 10
/** The longest line that is read. */
const mostPrefixes = 32

/** The prefixes of a request as they were typed; an empty line has none, and is one name from BOS. */
export const prefixesIn = (line: string): string[] => line.split(/\s+/).filter(Boolean)

/** One line, whatever a reason says. */
const oneLine = (text: string): string => text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim()

/** The answer to one line. Where a hook breaks, nothing gets out. */
export async function replyTo(line: string, hooks: Hooks, source: NameSource): Promise<Reply> {
  const discarded: string[] = []
  const refused = (reason: string, refusedBy: Reply['refusedBy'], broken: string | null = null): Reply => ({
    line: `REFUSE: ${oneLine(reason)}`,
    names: [],
    discarded,
    refusedBy,
    broken,
  })
  const unsafe = (broken: string): Reply => refused('The safety check failed.', 'loop', broken)

  const prefixes = prefixesIn(line)
  if (prefixes.length > mostPrefixes) return refused(`At most ${mostPrefixes} prefixes.`, 'loop')
  const verdict = await hooks.is_safe_request([...prefixes])
  if (verdict.kind === 'broken') return unsafe(`is_safe_request ${verdict.words}`)
  if (typeof verdict.value === 'boolean')
    return unsafe(`is_safe_request gave ${String(verdict.value)}; null or a sentence was expected`)
  if (verdict.value !== null)
    return oneLine(verdict.value) === ''
      ? unsafe('is_safe_request gave an empty reason')
      : refused(verdict.value, 'hook')

  const problem = prefixes.map(prefix => source.problemWith(prefix)).find(Boolean)
  if (problem) return refused(problem, 'loop')
  const names: string[] = []
  for (let slot = 0; slot < Math.max(1, prefixes.length); slot++) {
    let kept: string | null = null
    for (let attempt = 0; attempt < attempts && kept === null; attempt++) {
      const name = await source.draw(slot, attempt)
      const answer = await hooks.is_safe_name(name)
      if (answer.kind === 'broken') return unsafe(`is_safe_name ${answer.words}`)
      if (typeof answer.value !== 'boolean')
        return unsafe(`is_safe_name gave ${answer.value === null ? 'null' : 'a text'}; true or false was expected`)
      if (answer.value) kept = name
      else discarded.push(name)
    }
    if (kept === null) return refused(`No safe name in ${attempts} attempts.`, 'attempts')
    names.push(kept)
  }
  return { line: `OK: ${names.join(', ')}`, names, discarded, refusedBy: null, broken: null }
}
