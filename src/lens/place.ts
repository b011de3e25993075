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
import { aspects } from './aspects.ts'
import { framesWords, heldWords, laneNames, readLink, writeLink, type Link } from './link.ts'
import { writeNumberPlace } from './number-words.ts'
import { keptWords } from './kept.ts'
import { pinsOf } from './pins.ts'
import type { DatasetChoice, RunStart, Session } from './session.ts'
import { keepLong, keepText, keptLong, keptText, recall, remember } from './storage.ts'
import type { LaneSpan } from './worker/messages.ts'
import { zoomWords } from './zoom-level.ts'

/** A run is its config, its data, its lanes and how far it went: a lane repeats itself, so that is all there is to keep. */
interface KeptRun {
  readonly config: Partial<Config>
  readonly data: 'shipped' | 'original' | 'own'
  readonly dataName: string
  readonly dataLength: number
  readonly completed: number
  /** The file that it begins with. */
  readonly start: string | null
  /** What computed it, from which step on. */
  readonly spans: readonly LaneSpan[]
  /**
   * The links to it when it was left: who comes by one of them comes back. Two, as a reload may still go by the link
   * before the one that was written last.
   */
  readonly hashes: readonly string[]
}

export const originalKey = 'original names'
const ownKey = 'own text'
const startKey = 'start'

/** On this lane a run does what CPython does, digit for digit. */
const scriptSpans: readonly LaneSpan[] = [{ from: 0, lane: 'exact' }]

const shippedNames = (text: string): DatasetChoice => ({ name: 'shipped names', text, shared: 'shipped' })

/** Opens what the link says, else what was left off, else the script's own run, trained as the page opens. */
export async function openFirst(session: Session, names: string): Promise<void> {
  const link = readLink(location.hash)
  const kept = keptRun(recall('run', 'sessionStorage')) ?? keptRun(recall('run'))
  const toy = link.model ? await import('./toy.ts') : null
  const isBack = toy === null && kept !== null && kept.hashes.includes(location.hash)
  const isLinked = !isBack && (toy !== null || Object.keys(link.config).length > 0 || link.data !== undefined)
  const shipped = shippedNames(names)
  const dataset = isLinked
    ? (toy?.toyDataset ?? (await namedDataset(link.data ?? 'shipped', shipped)))
    : kept
      ? await namedDataset(kept.data, shipped, kept)
      : shipped
  const config = repaired({ ...(toy?.toyConfig ?? defaultConfig), ...(isLinked ? link.config : kept?.config) })
  const ownSpans = isLinked ? [] : (kept?.spans ?? [])
  // Another lane's run of the same numbers is another run.
  const isExact = ownSpans.every(({ from, lane }) => lane === 'exact' || from >= config.num_steps)
  const startName = isLinked ? null : (kept?.start ?? null)
  const start = startName === null ? (toy?.toyStart(config) ?? null) : await startKept(startName)
  const isScriptRun = startName === null && dataset?.shared === 'shipped' && isSameRun(config, defaultConfig) && isExact
  const replay = isLinked || !kept ? (link.done ?? (isScriptRun ? config.num_steps : furthest(link))) : kept.completed
  pinsOf(session).set(link, config.num_steps)
  const isWhole = isScriptRun && replay === config.num_steps
  const opening = {
    replay,
    link,
    start,
    lane: link.lane ?? ('auto' as const),
    isAhead: isWhole,
    spans: isWhole ? scriptSpans : ownSpans,
  }
  if (!isBack) sayProblems(session, location.hash)
  const isStartThere = startName === null || start !== null
  if (dataset && isStartThere && (await session.open(config, dataset, opening))) {
    if (start?.shared && link.view === 'tour' && !link.held)
      void import('./tour.ts').then(({ tourOf }) => tourOf(session).setMode('paper'))
    return
  }
  const words = !isStartThere
    ? `The checkpoint of the last run, ${startName}, is not kept here any more: open it again in Training.`
    : dataset
      ? session.message.value
      : isLinked
        ? 'The original names of that link are not kept here: fetch them in Training, under Data.'
        : `The text of the last run, ${kept?.dataName ?? ''}, is not kept here any more: open it again in Training, under Data.`
  await session.open(defaultConfig, shipped, {
    replay: defaultConfig.num_steps,
    isAhead: true,
    spans: scriptSpans,
  })
  session.message.value = words
}

/** The steps that a link speaks of have to be done for it. */
const furthest = ({ step = 0, a = 0, b = 0 }: Link): number => Math.max(step, a, b)

/** Once the run is there, says what of a link could not be used. */
function sayProblems(session: Session, hash: string): void {
  if (hash.length < 2) return
  void import('./link-problems.ts').then(({ linkProblemWords }) => {
    const words = linkProblemWords(hash)
    if (words === null) return
    const stop = session.view.subscribe(view => {
      if (view === null) return
      queueMicrotask(() => {
        stop()
        session.say([session.message.peek(), words].filter(Boolean).join(' '))
      })
    })
  })
}

/** The state that the last run began with; null where it is another one's, or none. */
async function startKept(name: string): Promise<RunStart | null> {
  const found = (await keptLong(startKey)) as Partial<RunStart> | null | undefined
  const { step, parameters, m, v } = { ...found?.state }
  const isState = typeof step === 'number' && [parameters, m, v].every(each => each instanceof Float64Array)
  return found?.name === name && isState ? (found as RunStart) : null
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
    spans: Array.isArray(value.spans) ? value.spans.flatMap(keptSpan).sort((a, b) => a.from - b.from) : [],
    start: typeof value.start === 'string' ? value.start : null,
    hashes: Array.isArray(value.hashes) ? value.hashes.filter(hash => typeof hash === 'string') : [],
  }
}

function keptSpan(found: unknown): LaneSpan[] {
  const { from, lane } = (found ?? {}) as Partial<LaneSpan>
  const known = laneNames.find(name => name === lane)
  return known && typeof from === 'number' && from >= 0 ? [{ from: Math.round(from), lane: known }] : []
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
  const [a, b] = [pinsOf(session).a.value, pinsOf(session).b.value]
  const [run, moment, view] = [session.run.value, session.moment.value, session.view.value]
  const held = heldWords(session.intervention.value)
  const [{ losses, goal }, frames, weight] = [session.training, session.frames.value, session.parameterIndex.value]
  return {
    tab: session.tab.value,
    ...(moment && { op: moment.op, phase: moment.phase }),
    ...(moment?.layer != null && { layer: moment.layer }),
    ...(moment?.head != null && { head: moment.head }),
    ...(moment?.parameter != null && { parameter: moment.parameter }),
    ...(frames.length > 0 &&
      session.programs.program.value === session.programs.bundled && { inside: framesWords(frames) }),
    ...(weight !== null && { weight }),
    // What was done to heads says it shorter.
    ...(held !== null && session.kept.surgery.value === '' && { held }),
    ...(session.aspect.value !== aspects[session.tab.value][0] && { view: session.aspect.value }),
    ...(session.zoom.value.level > 0 && { zoom: zoomWords(session.zoom.value) }),
    ...(session.opened.value && { number: writeNumberPlace(session.opened.value) }),
    ...keptWords(session.kept, session.tab.value),
    position: session.position.value,
    ...(view && { step: view.step + 1, done: Math.max(losses.value.length, goal) }),
    ...(a !== null && { a }),
    ...(b !== null && { b }),
    ...(session.document.value !== null && { name: session.document.value }),
    ...(run?.dataset.shared && { data: run.dataset.shared }),
    ...(run?.start?.shared && { model: run.start.shared }),
    ...(session.wantedLane.value !== 'auto' && { lane: session.wantedLane.value }),
    config: run?.config ?? {},
  }
}

/** Between two writings, in milliseconds; Safari allows a hundred in thirty seconds. */
const pause = 350

/** Writes the hash and the kept run while the person moves and the model trains, and when the page is left. */
export function keepPlace(session: Session): () => void {
  let timer = 0
  let keptOwn: string | null = null
  let keptStart: RunStart | null = null
  let hashBefore = location.hash
  const keepRun = (): void => {
    const { losses, goal } = session.training
    const run = session.run.peek()
    if (!run) return
    const { name, text, shared } = run.dataset
    const data = shared ?? 'own'
    const kept: KeptRun = {
      config: run.config,
      data,
      dataName: name,
      dataLength: text.length,
      completed: Math.max(losses.peek().length, goal),
      start: run.start?.name ?? null,
      spans: session.lane.peek().spans,
      hashes: [hashBefore, location.hash],
    }
    remember('run', kept)
    remember('run', kept, 'sessionStorage')
  }
  // What is long takes its time to be kept, and a page that is left does not wait: it is kept as soon as it is there.
  const stopKeeping = session.run.subscribe(run => {
    if (!run) return
    const { start, dataset } = run
    if (start && keptStart !== start) void keepLong(startKey, (keptStart = start))
    if (!dataset.shared && keptOwn !== dataset.text) void keepText(ownKey, (keptOwn = dataset.text))
  })
  // What is read here says when to write.
  const place = computed(() => [linkOf(session), session.training.losses.value, session.lane.value.spans])
  const keep = (): void => {
    timer = 0
    hashBefore = location.hash
    const hash = writeLink(linkOf(session))
    // A browser takes its time over this one.
    if (hash !== hashBefore) history.replaceState(null, '', hash)
    keepRun()
  }
  const stop = place.subscribe(() => (timer ||= window.setTimeout(keep, pause)))
  addEventListener('pagehide', keepRun)
  return () => {
    stop()
    stopKeeping()
    clearTimeout(timer)
    removeEventListener('pagehide', keepRun)
  }
}
