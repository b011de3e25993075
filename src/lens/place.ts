/** Where a person is: read from the link, or from the last visit; kept as they move. */
import { effect } from '@preact/signals-core'
import { clampNumber, defaultConfig, problemsWith, ranges, type Config, type NumberName } from '../engine/config.ts'
import type { State } from '../engine/lane.ts'
import { readLink, writeLink, type Link } from './link.ts'
import type { DatasetChoice, Session } from './session.ts'
import { keepText, keptText, recall, remember } from './storage.ts'

/** A run is its config, its data and how far it went: training is deterministic, so that is all there is to keep. */
interface KeptRun {
  readonly config: Partial<Config>
  readonly data: 'shipped' | 'original' | 'own'
  readonly dataName: string
  readonly completed: number
}

export const originalKey = 'original names'
const ownKey = 'own text'

const shippedNames = (text: string): DatasetChoice => ({ name: 'shipped names', text, shared: 'shipped' })

/** Opens what the link says, else what was left off, else the bundled run. */
export async function openFirst(
  session: Session,
  names: string,
  bundled: () => Pick<State, 'step' | 'parameters'>,
): Promise<void> {
  const link = readLink(location.hash)
  const kept = keptRun()
  const isLinked = Object.keys(link.config).length > 0 || link.data !== undefined
  const shipped = shippedNames(names)
  const dataset = isLinked
    ? await namedDataset(link.data ?? 'shipped', shipped)
    : ((kept && (await namedDataset(kept.data, shipped, kept.dataName))) ?? shipped)
  const config = repaired({ ...defaultConfig, ...(isLinked ? link.config : kept?.config) })
  const isBundled = dataset?.shared === 'shipped' && isSameRun(config, defaultConfig)
  const replay = isLinked || !kept ? (isBundled ? config.num_steps : (link.step ?? 0)) : kept.completed
  const opening = { replay, link, checkpoint: isBundled && replay === config.num_steps ? bundled() : null }
  if (dataset && (await session.open(config, dataset, opening))) return
  const words = dataset
    ? session.message.value
    : 'The original names of that link are not kept here: fetch them in Training, under Data.'
  await session.open(defaultConfig, shipped, { replay: defaultConfig.num_steps, checkpoint: bundled() })
  session.message.value = words
}

async function namedDataset(
  data: KeptRun['data'],
  shipped: DatasetChoice,
  name = 'your text',
): Promise<DatasetChoice | null> {
  if (data === 'shipped') return shipped
  const text = await keptText(data === 'original' ? originalKey : ownKey)
  if (text === null) return null
  return data === 'original' ? { name: 'original names', text, shared: 'original' } : { name, text, shared: null }
}

/** Numbers out of range are clamped; heads that don't divide the width give way to those that do. */
function repaired(config: Config): Config {
  const n_head = config.n_embd % config.n_head === 0 ? config.n_head : 1
  const whole = { ...config, n_head }
  return problemsWith(whole).length === 0 ? whole : defaultConfig
}

/** Whether two configs train the same parameters. */
const isSameRun = (a: Config, b: Config): boolean =>
  (Object.keys(defaultConfig) as (keyof Config)[]).every(key => key === 'temperature' || a[key] === b[key])

function keptRun(): KeptRun | null {
  const value = recall('run') as Partial<KeptRun> | null
  if (typeof value !== 'object' || value === null || typeof value.config !== 'object' || value.config === null)
    return null
  const config: Partial<Record<NumberName, number>> = {}
  for (const name of Object.keys(ranges) as NumberName[]) {
    const number: unknown = value.config[name]
    if (typeof number === 'number') config[name] = clampNumber(name, number)
  }
  const data = (['shipped', 'original', 'own'] as const).find(word => word === value.data) ?? 'shipped'
  const completed = typeof value.completed === 'number' ? clampNumber('num_steps', value.completed) : 0
  return {
    config,
    data,
    dataName: typeof value.dataName === 'string' ? value.dataName : 'your text',
    completed: value.completed === 0 ? 0 : completed,
  }
}

/** The link to what is on the screen. */
export function linkOf(session: Session): Link {
  const [run, moment, view] = [session.run.value, session.moment.value, session.view.value]
  return {
    tab: session.tab.value,
    ...(moment && { op: moment.op, phase: moment.phase }),
    ...(moment?.layer != null && { layer: moment.layer }),
    ...(moment?.head != null && { head: moment.head }),
    position: session.position.value,
    ...(view && { step: view.step + 1 }),
    ...(session.document.value !== null && { name: session.document.value }),
    ...(run?.dataset.shared && { data: run.dataset.shared }),
    config: run?.config ?? {},
  }
}

/** Writes the hash and the kept run while the person moves, a little after they have. */
export function keepPlace(session: Session): () => void {
  let timer = 0
  let keptOwn: string | null = null
  return effect(() => {
    const hash = writeLink(linkOf(session))
    const run = session.run.value
    const completed = session.losses.value.length
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      history.replaceState(null, '', hash)
      if (!run) return
      const data = run.dataset.shared ?? 'own'
      remember('run', { config: run.config, data, dataName: run.dataset.name, completed })
      if (data === 'own' && keptOwn !== run.dataset.text) void keepText(ownKey, (keptOwn = run.dataset.text))
    }, 300)
  })
}
