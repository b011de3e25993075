/** The knobs of a run: which there are, and the values that each slider stops at. */
import { choices, type ChoiceName, type Config } from '../../engine/config.ts'
import { stopsOf, type LiveNumber } from '../../lens/live-values.ts'

export interface Knob {
  readonly name: LiveNumber | 'batch_size'
  readonly label: string
}

/** What the model is made of. */
export const modelKnobs: readonly Knob[] = [
  { name: 'n_embd', label: 'width' },
  { name: 'n_layer', label: 'layers' },
  { name: 'n_head', label: 'heads' },
  { name: 'block_size', label: 'block' },
  { name: 'mlp_factor', label: 'MLP factor' },
  { name: 'std', label: 'std at start' },
]

/** How it is trained. */
export const trainingKnobs: readonly Knob[] = [
  { name: 'learning_rate', label: 'learning rate' },
  { name: 'beta1', label: 'β₁' },
  { name: 'beta2', label: 'β₂' },
  { name: 'eps_adam', label: 'ε' },
  { name: 'num_steps', label: 'steps' },
  { name: 'batch_size', label: 'batch' },
]

/** What is turned most, and first. */
export const fewKnobs: readonly Knob[] = [
  'learning_rate',
  'n_embd',
  'n_layer',
  'n_head',
  'block_size',
  'batch_size',
].map(each => [...modelKnobs, ...trainingKnobs].find(({ name }) => name === each)!)

export const modelWords: readonly [ChoiceName, string][] = [
  ['activation', 'activation'],
  ['norm', 'norm'],
]

export const trainingWords: readonly [ChoiceName, string][] = [
  ['optimizer', 'optimiser'],
  ['decay', 'decay'],
]

export const optionsOf = (name: ChoiceName): readonly string[] => choices[name]

export const flags = [
  ['tied_head', 'wte is also the head'],
  ['zero_init_outputs', 'wo and fc2 start at 0'],
] as const satisfies readonly (readonly [keyof Config, string])[]

/** With the seed and the temperature. */
export const knobCount =
  modelKnobs.length + trainingKnobs.length + modelWords.length + trainingWords.length + flags.length + 2

const batches = [1, 2, 4, 8, 16, 32, 64]

/** In order, the value at hand among them, wherever it came from. */
export function stopsFor(name: Knob['name'], config: Config): readonly number[] {
  const stops = name === 'batch_size' ? batches : stopsOf(name, config)
  const value = config[name]
  return stops.includes(value) ? stops : [...stops, value].sort((a, b) => a - b)
}

/** Short, as it would be typed. */
export function written(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential().replace('-', '−')
  return value >= 1000 ? value.toLocaleString('en') : String(value)
}
