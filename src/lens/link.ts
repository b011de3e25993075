/** The state that matters to another person, as a hash: read with suspicion, written in full. */
import {
  choices,
  clampNumber,
  defaultConfig,
  ranges,
  type ChoiceName,
  type Config,
  type NumberName,
} from '../engine/config.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { LaneName } from '../engine/lane.ts'
import { offWords } from '../engine/switches.ts'
import { isOpId, type OpId } from '../engine/operations.ts'
import { aspectOf, type Aspect } from './aspects.ts'
import { keptForms, keptNames, type KeptName } from './kept.ts'
import type { Frame } from './stepping.ts'
import { momentPhases, type MomentPhase } from './timeline.ts'

export const tabs = ['Architecture', 'Autograd', 'Attention', 'Training', 'Generate'] as const
export type Tab = (typeof tabs)[number]

export const laneNames = ['exact', 'simd', 'webgpu'] as const satisfies readonly LaneName[]

export interface Link extends Partial<Readonly<Record<KeptName, string>>> {
  readonly tab?: Tab
  readonly op?: OpId
  readonly phase?: MomentPhase
  readonly layer?: number
  readonly head?: number
  readonly position?: number
  /** The training step that is looked at, counted from 1 as the program prints it. */
  readonly step?: number
  /** Steps that are held against each other. */
  readonly a?: number
  readonly b?: number
  /** Training steps done. */
  readonly done?: number
  /** The matrix that an update is of. */
  readonly parameter?: string
  /** The parameter that is followed through Adam, by its index in `params`. */
  readonly weight?: number
  /** Where inside the moment, from the outermost line to the innermost, as `framesIn` reads it. */
  readonly inside?: string
  /** Which picture of the tab, where it is not the first. */
  readonly view?: Aspect
  /** Numbers that are held, as `heldWords` writes them. */
  readonly held?: string
  /** The number that is opened, as `writeNumberPlace` writes it. */
  readonly number?: string
  /** How close one looks at the operation, as `zoomWords` writes it. */
  readonly zoom?: string
  /** A document of one's own. */
  readonly name?: string
  /** A data set that everybody has. */
  readonly data?: 'shipped' | 'original'
  /** A model with data and parameters of its own. */
  readonly model?: 'toy'
  /** What is to compute the run; without it the quickest does. */
  readonly lane?: LaneName
  readonly config: Partial<Config>
}

const configNames = Object.keys(defaultConfig) as (keyof Config)[]
export const linkKeys = [
  'tab view zoom op phase layer head position parameter weight inside step done a b held number name data model lane'.split(
    ' ',
  ),
  keptNames,
  configNames,
].flat()

/** Unknown keys are ignored, numbers out of range are brought into it, what is no number is dropped. */
export function readLink(hash: string): Link {
  const words = new URLSearchParams(hash.replace(/^#/, ''))
  const whole = (key: string, least: number, most: number): number | undefined => {
    const text = words.get(key)
    const value = text === null || text.trim() === '' ? NaN : Number(text)
    return Number.isFinite(value) ? Math.round(Math.min(most, Math.max(least, value))) : undefined
  }
  const oneOf = <Word extends string>(key: string, allowed: readonly Word[]): Word | undefined =>
    allowed.find(word => word.toLowerCase() === words.get(key)?.toLowerCase())
  const matching = (key: string, form: RegExp): string | undefined => form.exec(words.get(key) ?? '')?.[0]
  const brief = (key: string): string | undefined => [...(words.get(key) ?? '')].slice(0, 200).join('') || undefined
  const op = words.get('op')
  const config: Partial<Record<keyof Config, Config[keyof Config]>> = {}
  for (const name of configNames) {
    const value = words.get(name)
    if (value === null || value.trim() === '') continue
    if (name in choices) {
      const word = choices[name as ChoiceName].find(word => word === value)
      if (word) config[name] = word
    } else if (name === 'off') {
      config.off = offWords(value.split(','), (config.n_head as number | undefined) ?? defaultConfig.n_head)
    } else if (!(name in ranges)) {
      if (value === 'true' || value === 'false') config[name] = value === 'true'
    } else if (Number.isFinite(Number(value))) config[name] = clampNumber(name as NumberName, Number(value))
  }
  const tab = oneOf('tab', tabs)
  const link = {
    tab,
    op: op !== null && isOpId(op) ? op : undefined,
    phase: oneOf('phase', momentPhases),
    layer: whole('layer', 0, ranges.n_layer.most - 1),
    head: whole('head', 0, ranges.n_head.most - 1),
    position: whole('position', 0, ranges.block_size.most - 1),
    step: whole('step', 1, ranges.num_steps.most),
    a: whole('a', 1, ranges.num_steps.most),
    b: whole('b', 1, ranges.num_steps.most),
    done: whole('done', 0, ranges.num_steps.most),
    parameter: matching('parameter', /^[\w.]{1,40}$/),
    weight: whole('weight', 0, 1e7),
    inside: matching('inside', /^[\w.,]{1,400}$/),
    view: aspectOf(tab ?? tabs[0], words.get('view') ?? undefined) ?? undefined,
    held: matching('held', /^[\w.:,+-]{1,1200}$/),
    number: matching('number', /^[agp]-[\w.-]{1,80}$/),
    zoom: matching('zoom', /^[0-3](\.\d{1,4})?$/),
    name: brief('name'),
    data: oneOf('data', ['shipped', 'original'] as const),
    model: oneOf('model', ['toy'] as const),
    lane: oneOf('lane', laneNames),
    ...Object.fromEntries(keptNames.map(name => [name, matching(name, keptForms[name].form)])),
  }
  return { ...withoutUndefined(link), config: config as Partial<Config> }
}

export function writeLink({ config, ...rest }: Link): string {
  const words = new URLSearchParams()
  for (const [key, value] of Object.entries(rest))
    if (value !== undefined)
      words.set(
        key,
        String(value).replace(/^[A-Z]/, c => (key === 'tab' ? c.toLowerCase() : c)),
      )
  for (const name of configNames) {
    const value = config[name]
    if (value !== undefined && value !== defaultConfig[name]) words.set(name, String(value))
  }
  return '#' + words.toString()
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>
}

/** More held numbers than this are no part of a link. */
export const mostHeld = 24

/** `692:0.5` for a parameter, `attention.query:0:3:5:0.25` for layer, position and column; null for none or too many. */
export function heldWords({ parameters, activations }: Intervention): string | null {
  const all = [
    ...parameters,
    ...activations.map(({ op, layer, position, column, value }) => [op, layer, position, column, value]),
  ]
  return all.length > 0 && all.length <= mostHeld ? all.map(parts => parts.join(':')).join() : null
}

/** Lines inside a moment in few letters: `176.1,linear.33.0` is line 176 with one call gone into, and line 33 of linear. */
export const framesWords = (frames: readonly Frame[]): string =>
  frames.map(({ helper, line, called }) => [...(helper === null ? [] : [helper]), line, called].join('.')).join(',')

/** What `framesWords` wrote; none where it is anything else. */
export function framesIn(words: string): Frame[] {
  const frames = words.split(',').map(word => /^(?:([A-Za-z_]\w*)\.)?(\d{1,5})\.(\d{1,3})$/.exec(word))
  if (frames.includes(null)) return []
  return frames.map(found => ({ helper: found![1] ?? null, line: Number(found![2]), called: Number(found![3]) }))
}
