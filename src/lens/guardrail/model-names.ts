/** Names from the model at hand for the bot's loop, as the Generate tab has them made up. */
import type { Session } from '../session.ts'
import type { MadeUpName, MakeUpRequest } from '../worker/generating.ts'
import { attempts, prefixesIn } from './protocol.ts'
import type { LoadedSource } from './grader.ts'

/** Draws from Python's generator that each request has to itself. */
const drawsApart = 10_000

/** A request's names: the first attempt of all slots at once, the other nine when one of them is thrown away. */
export async function namesFor(
  session: Session,
  line: string,
  number: number,
  luck: string | null = null,
): Promise<LoadedSource> {
  const [run, view] = [session.run.peek(), session.view.peek()]
  if (!run || !view) throw new Error('There is no model yet.')
  const { tokenizer, config } = run
  const prefixes = prefixesIn(line.toLowerCase())
  const slots = Math.max(1, prefixes.length)
  const problemWith = (prefix: string): string | null => {
    const read = prefix.toLowerCase()
    if (!tokenizer.knows(read)) return 'The model does not know all of these letters.'
    return [...read].length < config.block_size ? null : 'That is longer than the model reads.'
  }
  const makeUp = async (change: Partial<MakeUpRequest>): Promise<readonly MadeUpName[]> => {
    const names = await session.questions.makeUp(view.step + 1, {
      count: slots,
      prefixes,
      temperature: config.temperature,
      drawsBefore: number * drawsApart,
      off: view.off,
      intervention: { ...view.intervention, activations: [] },
      ...change,
    })
    if (!names) throw new Error('The run has changed meanwhile.')
    return names
  }
  const loaded = luck === null ? null : (await makeUp({ count: 1, prefixes: [luck] }))[0]!
  let [first, others]: (Promise<readonly MadeUpName[]> | null)[] = [null, null]
  return {
    chance: loaded && chanceOf(loaded, [...(prefixes[0] ?? '')].length, [...luck!].length),
    problemWith,
    async draw(slot, attempt) {
      if (loaded && slot === 0 && attempt === 0) return loaded.text
      if (attempt === 0) return (await (first ??= makeUp({})))[slot]!.text
      const count = slots * (attempts - 1)
      others ??= makeUp({ count, drawsBefore: number * drawsApart + drawsApart / 4 })
      return (await others)[(attempt - 1) * slots + slot]!.text
    },
  }
}

/** With what probability the model draws the letters from one place up to another, at the temperature. */
const chanceOf = ({ draws }: MadeUpName, from: number, to: number): number =>
  draws.slice(from, to).reduce((product, { probs, index }) => product * probs[index]!, 1)
