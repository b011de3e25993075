/** The state that matters to another person, as a hash: read with suspicion, written in full. */
import { clampNumber, defaultConfig, ranges, type Config, type NumberName } from '../engine/config.ts'
import { isOpId, type OpId } from '../engine/operations.ts'
import type { MomentPhase } from './timeline.ts'

export const tabs = ['Architecture', 'Autograd', 'Attention', 'Training'] as const
export type Tab = (typeof tabs)[number]

export interface Link {
  readonly tab?: Tab
  readonly op?: OpId
  readonly phase?: MomentPhase
  readonly layer?: number
  readonly head?: number
  readonly position?: number
  /** The training step that is looked at, counted from 1 as the program prints it. */
  readonly step?: number
  /** A document of one's own. */
  readonly name?: string
  /** A data set that everybody has. */
  readonly data?: 'shipped' | 'original'
  readonly config: Partial<Config>
}

const phases: readonly MomentPhase[] = ['forward', 'loss', 'backward', 'update']
const configNames = Object.keys(ranges) as NumberName[]

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
  const op = words.get('op')
  const config: Partial<Record<NumberName, number>> = {}
  for (const name of configNames) {
    const value = words.get(name)
    if (value !== null && value.trim() !== '' && Number.isFinite(Number(value)))
      config[name] = clampNumber(name, Number(value))
  }
  const name = words.get('name')
  const link = {
    tab: oneOf('tab', tabs),
    op: op !== null && isOpId(op) ? op : undefined,
    phase: oneOf('phase', phases),
    layer: whole('layer', 0, ranges.n_layer.most - 1),
    head: whole('head', 0, ranges.n_head.most - 1),
    position: whole('position', 0, ranges.block_size.most - 1),
    step: whole('step', 1, ranges.num_steps.most),
    name: name === null || name === '' ? undefined : [...name].slice(0, 200).join(''),
    data: oneOf('data', ['shipped', 'original'] as const),
  }
  return { ...withoutUndefined(link), config }
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
