/** Where a person is: read from the link, or from the last visit; kept as they move. */
import { computed } from '@preact/signals-core'
import {
  choices,
  clampNumber,
  defaultConfig,
  problemsWith,
  ranges,
  type ChoiceName,
  type Config,
  type NumberName,
} from '../engine/config.ts'
import type { State } from '../engine/lane.ts'
import { readLink, writeLink, type Link } from './link.ts'
import type { DatasetChoice, Session } from './session.ts'
import { keepText, keptText, recall, remember } from './storage.ts'

/** A run is its config, its data and how far it went: training is deterministic, so that is all there is to keep. */
interface KeptRun {
  readonly config: Partial<Config>
  readonly data: 'shipped' | 'original' | 'own'
  readonly dataName: string
  readonly dataLength: number
  readonly completed: number
  /**
   * The links to it when it was left: who comes by one of them comes back. Two, as a reload may still go by the link
   * before the one that was written last.
   */
  readonly hashes: readonly string[]
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
  const kept = keptRun(recall('run', 'sessionStorage')) ?? keptRun(recall('run'))
  const isBack = kept !== null && kept.hashes.includes(location.hash)
  const isLinked = !isBack && (Object.keys(link.config).length > 0 || link.data !== undefined)
  const shipped = shippedNames(names)
  const dataset = isLinked
    ? await namedDataset(link.data ?? 'shipped', shipped)
    : kept
      ? await namedDataset(kept.data, shipped, kept)
      : shipped
  const config = repaired({ ...defaultConfig, ...(isLinked ? link.config : kept?.config) })
  const isBundled = dataset?.shared === 'shipped' && isSameRun(config, defaultConfig)
  const replay = isLinked || !kept ? (isBundled ? config.num_steps : (link.step ?? 0)) : kept.completed
  const opening = { replay, link, checkpoint: isBundled && replay === config.num_steps ? bundled() : null }
  if (dataset && (await session.open(config, dataset, opening))) return
  const words = dataset
    ? session.message.value
    : isLinked
      ? 'The original names of that link are not kept here: fetch them in Training, under Data.'
      : `The text of the last run, ${kept?.dataName ?? ''}, is not kept here any more: open it again in Training, under Data.`
  await session.open(defaultConfig, shipped, { replay: defaultConfig.num_steps, checkpoint: bundled() })
  session.message.value = words
}

async function namedDataset(
  data: KeptRun['data'],
  shipped: DatasetChoice,
  kept: KeptRun | null = null,
): Promise<DatasetChoice | null> {
  if (data === 'shipped') return shipped
  const text = await keptText(data === 'original' ? originalKey : ownKey)
  if (text === null) return null
  if (data === 'original') return { name: 'original names', text, shared: 'original' }
  // Another tab may have kept a text of its own since.
  return kept && text.length === kept.dataLength ? { name: kept.dataName, text, shared: null } : null
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

/** @param found what was remembered, as far as it is a run */
function keptRun(found: unknown): KeptRun | null {
  const value = found as Partial<KeptRun> | null
  if (typeof value !== 'object' || value === null || typeof value.config !== 'object' || value.config === null)
    return null
  const { completed } = value
  return {
    config: keptConfig(value.config),
    data: (['shipped', 'original', 'own'] as const).find(word => word === value.data) ?? 'shipped',
    dataName: typeof value.dataName === 'string' ? value.dataName : 'your text',
    dataLength: typeof value.dataLength === 'number' ? value.dataLength : 0,
    completed: typeof completed === 'number' && completed > 0 ? clampNumber('num_steps', completed) : 0,
    hashes: Array.isArray(value.hashes) ? value.hashes.filter(hash => typeof hash === 'string') : [],
  }
}

function keptConfig(found: Partial<Config>): Partial<Config> {
  const numbers: Partial<Record<NumberName, number>> = {}
  for (const name of Object.keys(ranges) as NumberName[]) {
    const number: unknown = found[name]
    if (typeof number === 'number') numbers[name] = clampNumber(name, number)
  }
  const words = (Object.keys(choices) as ChoiceName[]).flatMap(name => {
    const word = choices[name].find(word => word === found[name])
    return word ? [[name, word]] : []
  })
  const { zero_init_outputs, tied_head } = found
  return {
    ...numbers,
    ...(Object.fromEntries(words) as Partial<Config>),
    zero_init_outputs: zero_init_outputs === true,
    tied_head: tied_head === true,
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

/** Between two writings, in milliseconds; Safari allows a hundred in thirty seconds. */
const pause = 350

/** Writes the hash and the kept run while the person moves and the model trains, and when the page is left. */
export function keepPlace(session: Session): () => void {
  let timer = 0
  let keptOwn: string | null = null
  let hashBefore = location.hash
  const keepRun = (): void => {
    const [run, completed] = [session.run.peek(), session.training.losses.peek().length]
    if (!run) return
    const { name, text, shared } = run.dataset
    const data = shared ?? 'own'
    const kept: KeptRun = {
      config: run.config,
      data,
      dataName: name,
      dataLength: text.length,
      completed,
      hashes: [hashBefore, location.hash],
    }
    remember('run', kept)
    remember('run', kept, 'sessionStorage')
    if (data === 'own' && keptOwn !== text) void keepText(ownKey, (keptOwn = text))
  }
  // What is read here says when to write.
  const place = computed(() => [linkOf(session), session.training.losses.value])
  const keep = (): void => {
    timer = 0
    hashBefore = location.hash
    history.replaceState(null, '', writeLink(linkOf(session)))
    keepRun()
  }
  const stop = place.subscribe(() => (timer ||= window.setTimeout(keep, pause)))
  addEventListener('pagehide', keepRun)
  return () => {
    stop()
    clearTimeout(timer)
    removeEventListener('pagehide', keepRun)
  }
}
