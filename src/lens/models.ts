/** Models to choose from. Each is a config, and with it the program in the pane says what runs; the toy brings its own data and numbers. */
import shippedText from '../data/names.txt'
import { defaultConfig, type Config } from '../engine/config.ts'
import { parameterCount } from '../engine/parameters.ts'
import type { RunState } from './cursor.ts'
import { watch, type Opening, type Session } from './session.ts'
import { linkOf } from './place.ts'
import { isToy, toyConfig, toyDataset, toyDocument, toyPosition, toyStart } from './toy.ts'
import { tourOf } from './tour.ts'

export type ModelName = 'microgpt' | 'early' | 'gpt2' | 'toy'

export interface Model {
  readonly id: ModelName
  readonly name: string
  /** What is different about it, in one sentence. */
  readonly says: string
  readonly config: Config
}

export const models: readonly Model[] = [
  {
    id: 'microgpt',
    name: 'microgpt',
    says: 'One layer, 16 wide, four heads: the program as it stands.',
    config: defaultConfig,
  },
  {
    id: 'early',
    name: 'the early version',
    says: 'relu², block of 8, std 0.02 with wo and fc2 at zero, cosine decay, 500 steps: at step 1 wq, wk, wv and fc1 have no gradient.',
    config: {
      ...defaultConfig,
      block_size: 8,
      activation: 'relu2',
      std: 0.02,
      zero_init_outputs: true,
      beta1: 0.9,
      beta2: 0.95,
      decay: 'cosine',
      num_steps: 500,
    },
  },
  {
    id: 'gpt2',
    name: 'GPT-2 shaped',
    says: 'LayerNorm, GELU, three layers, six heads, wte also as the head. GPT-2 has biases, gains and a last norm besides.',
    config: {
      ...defaultConfig,
      n_layer: 3,
      n_embd: 48,
      n_head: 6,
      norm: 'layernorm',
      activation: 'gelu',
      tied_head: true,
      std: 0.02,
      learning_rate: 0.003,
      beta1: 0.9,
      beta2: 0.95,
      decay: 'cosine',
    },
  },
  {
    id: 'toy',
    name: 'the toy of the walkthrough',
    says: 'BOS, a, b, c; two numbers wide, one head: each number can be checked by hand.',
    config: toyConfig,
  },
]

const modelNamed = (id: ModelName): Model => models.find(model => model.id === id)!

/** What makes a model another one; how it is trained does not. */
const shape = [
  'n_layer',
  'n_embd',
  'n_head',
  'block_size',
  'mlp_factor',
  'norm',
  'activation',
  'tied_head',
  'std',
  'zero_init_outputs',
] as const satisfies readonly (keyof Config)[]

/** The one of these that a run is of; null for a model of one's own. */
export function modelOf(run: RunState): ModelName | null {
  if (isToy(run)) return 'toy'
  return (
    models.find(({ id, config }) => id !== 'toy' && shape.every(key => config[key] === run.config[key]))?.id ?? null
  )
}

/** How many numbers it has, with the letters of the data that it would be trained on. */
export const parametersOf = ({ id, config }: Model, run: RunState): number =>
  parameterCount(config, id === 'toy' ? 4 : isToy(run) ? 27 : run.tokenizer.vocab_size)

/**
 * Opens one of them in the place of the run at hand. The data stays, and so does the place, as far as the model has it.
 * @param stays in the picture at hand with the toy too, which opens on its tour else
 */
export async function openModel(session: Session, id: ModelName, stays = false): Promise<boolean> {
  const run = session.run.peek()
  if (!run) return false
  const { config } = modelNamed(id)
  await session.training.pause()
  const program = session.programs.files.peek()[0]!
  if (id === 'toy') return openToy(session, { program }, stays)
  const wasToy = isToy(run)
  const dataset = wasToy ? ({ name: 'shipped names', text: shippedText, shared: 'shipped' } as const) : run.dataset
  const isScript = id === 'microgpt' && dataset.shared === 'shipped'
  const opening = { program, link: placeOf(session, wasToy) }
  const trained = { replay: config.num_steps, isAhead: true, spans: [{ from: 0, lane: 'exact' }] } as const
  if (!(await session.open(config, dataset, { ...opening, ...(isScript && trained) }))) return false
  if (!isScript) sayUntilTrained(session, `${modelNamed(id).name} is not trained yet.`)
  return true
}

/** The first step makes it untrue. */
function sayUntilTrained(session: Session, words: string): void {
  session.say(words)
  const plan = session.run.peek()?.plan
  const stop = watch(() => {
    const isOver = session.training.losses.value.length > 0 || session.run.value?.plan !== plan
    if (!isOver) return
    if (session.message.peek() === words) session.message.value = null
    queueMicrotask(() => stop())
  })
}

async function openToy(session: Session, opening: Partial<Opening>, stays: boolean): Promise<boolean> {
  const { tab, view } = linkOf(session)
  const tour = { tab: 'Architecture', view: 'tour', name: toyDocument, position: toyPosition, config: {} } as const
  const link = stays ? { ...(tab && { tab }), ...(view && { view }), config: {} } : tour
  if (!(await session.open(toyConfig, toyDataset, { ...opening, start: toyStart(), link }))) return false
  if (!stays) await tourOf(session).setMode('paper')
  session.say('The parameters are the walkthrough’s 72, not drawn from the seed; the words to train on are ours.')
  return true
}

/** Where one stands, without what belongs to the run that is left: its steps, its numbers, and from the toy its word. */
function placeOf(session: Session, wasToy: boolean): NonNullable<Opening['link']> {
  const { tab, view, op, phase, layer, head, position, name } = linkOf(session)
  return {
    ...(tab && { tab }),
    ...(view && view !== 'tour' && { view }),
    ...(op && { op }),
    ...(phase && { phase }),
    ...(layer !== undefined && { layer }),
    ...(head !== undefined && { head }),
    ...(position !== undefined && !wasToy && { position }),
    ...(name !== undefined && !wasToy && { name }),
    config: {},
  }
}
