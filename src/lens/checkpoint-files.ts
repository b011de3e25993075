/** The model at hand as a file, and a file as the model: safetensors, or JSON. */
import { parseJson, stateIn, writeJson } from '../engine/checkpoint-json.ts'
import { readState, writeState, type SavedState } from '../engine/checkpoint-state.ts'
import { CheckpointError } from '../engine/checkpoint.ts'
import { defaultConfig, problemsWith, ranges, type Config } from '../engine/config.ts'
import { matricesOf } from '../engine/parameters.ts'
import { brief, frameOf } from '../engine/safetensors.ts'
import type { Session } from './session.ts'
import { sentence } from './training.ts'

/** A larger file is not read at all. */
const mostBytes = 200_000_000

export const isCheckpointName = (name: string): boolean => /\.(safetensors|json)$/i.test(name)

/** Steps done of what is looked at: those of the step in view too, once it has been trained. */
export const stepAtHand = (session: Session): number =>
  Math.min((session.view.peek()?.step ?? 0) + 1, session.training.losses.peek().length)

/** The model at the step in view. */
export async function checkpointFile(session: Session, form: 'safetensors' | 'json'): Promise<File> {
  const { config, tokenizer, dataset } = session.run.peek()!
  const state = await session.questions.stateAfter(stepAtHand(session))
  const matrices = matricesOf(config, tokenizer.vocab_size)
  const name = `microgpt-step-${state.step}.${form}`
  const words = { config, vocabulary: tokenizer.uchars, data: dataset.name }
  if (form === 'json') return new File([writeJson(matrices, state, words)], name, { type: 'application/json' })
  const { data } = words
  const texts = { config: JSON.stringify(config), vocabulary: JSON.stringify(words.vocabulary), data }
  return new File([writeState(matrices, state, texts)], name, { type: 'application/octet-stream' })
}

/** What a file says about itself, unchecked, and its numbers for a model of this shape. */
interface Found {
  readonly config: unknown
  readonly vocabulary: unknown
  readonly data: unknown
  readonly read: (config: Config, vocab_size: number) => SavedState['state']
}

/** Shows the model of a file and trains on from there. What can't be that is said, and nothing is lost. */
export async function openCheckpoint(session: Session, file: File): Promise<boolean> {
  const run = session.run.peek()
  if (!run) return false
  try {
    if (file.size > mostBytes)
      throw new CheckpointError(
        `${brief(file.name)} is ${(file.size / 1e6).toFixed(0)} MB; at most ${mostBytes / 1e6} MB can be read here.`,
      )
    const found = foundIn(new Uint8Array(await file.arrayBuffer()), file.name)
    const { uchars, vocab_size } = run.tokenizer
    requireVocabulary(found, uchars)
    const config = found.config === undefined ? run.config : configIn(found.config)
    const state = found.read(config, vocab_size)
    const whole = { ...config, num_steps: stepsFor(config, state.step) }
    await session.training.pause()
    if (!(await session.open(whole, run.dataset, { start: { name: file.name, state } }))) return false
    session.say([startWords(file.name, state.step), longerWords(config, whole)].filter(Boolean).join(' '))
    return true
  } catch (error) {
    return session.say(sentence(error))
  }
}

export const startWords = (name: string, step: number): string =>
  step === 0
    ? `The parameters are from ${brief(name)}, which names no step: training begins with them.`
    : `The parameters are from ${brief(name)}, step ${step.toLocaleString('en')}; the steps before are not here.`

const longerWords = (config: Config, { num_steps }: Config): string =>
  num_steps === config.num_steps ? '' : `Its run was over: num_steps is now ${num_steps}, so that it can be trained on.`

/** A run that was at its end gets as many steps again. */
function stepsFor({ num_steps }: Config, step: number): number {
  if (step < num_steps) return num_steps
  const { most } = ranges.num_steps
  if (step >= most) throw new CheckpointError(`That file is of step ${step}; a run here has at most ${most}.`)
  return Math.min(most, step + num_steps)
}

function foundIn(bytes: Uint8Array, name: string): Found {
  if (/\.json$/i.test(name)) {
    const parsed = parseJson(new TextDecoder().decode(bytes))
    const { config, vocabulary, data } = parsed
    return { config, vocabulary, data, read: (config, size) => stateIn(matricesOf(config, size), parsed) }
  }
  const { metadata } = frameOf(bytes)
  return {
    config: parsedWord(metadata, 'config'),
    vocabulary: parsedWord(metadata, 'vocabulary'),
    data: metadata['data'],
    read: (config, size) => readState(matricesOf(config, size), bytes).state,
  }
}

function parsedWord(metadata: Readonly<Record<string, string>>, word: string): unknown {
  const text = metadata[word]
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new CheckpointError(`The ${word} in that file cannot be read: JSON was expected.`)
  }
}

/** What a file says of its config, over the program's own numbers; names that no config has are left out. */
function configIn(found: unknown): Config {
  if (typeof found !== 'object' || found === null)
    throw new CheckpointError('The config in that file cannot be read: an object was expected.')
  const given = new Map(Object.entries(found) as [string, unknown][])
  const entries = Object.entries(defaultConfig).map(([name, value]): [string, unknown] => [
    name,
    given.get(name) ?? value,
  ])
  const config = Object.fromEntries(entries) as unknown as Config
  const [problem] = problemsWith(config)
  if (problem !== undefined) throw new CheckpointError(`The config in that file can’t be built: ${problem}`)
  return config
}

function requireVocabulary({ vocabulary, data }: Found, uchars: readonly string[]): void {
  if (vocabulary === undefined) return
  const isSame =
    Array.isArray(vocabulary) &&
    vocabulary.length === uchars.length &&
    uchars.every((each, i) => each === vocabulary[i])
  if (isSame) return
  const of = typeof data === 'string' ? ` (${brief(data)})` : ''
  const count = Array.isArray(vocabulary) ? `${vocabulary.length} letters${of}` : `letters that cannot be read${of}`
  throw new CheckpointError(
    `That file is of a model with ${count}; the data at hand has ${uchars.length} others. Open its data first.`,
  )
}
