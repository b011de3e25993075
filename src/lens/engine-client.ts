/**
 * The page's end of the worker. Whatever ends the worker, another takes its place: it opens the same run, does its steps
 * again and answers what was asked. The worker's code travels inside the page's, because file:// loads no worker files.
 */
import { proxy, type Remote } from 'comlink'
import type { Config } from '../engine/config.ts'
import { EngineLost, WorkerLink } from './worker-link.ts'
import type { LaneInfo, LaneSpan, Progress, RunInfo, RunRequest, TrainingEnd, WantedLane } from './worker/messages.ts'
import type { EngineService } from './worker/service.ts'

/** The engine as the rest of the page knows it. */
export type Engine = {
  [Name in keyof Omit<EngineService, 'ping'>]: EngineService[Name] extends (...words: infer Words) => infer Answer
    ? (...words: Words) => Promise<Awaited<Answer>>
    : never
}

/** A question that ends the worker is asked so often. */
const tries = 2

/** The run that another worker would have to do again. */
interface KnownRun {
  request: RunRequest
  readonly onLane: (info: LaneInfo) => void
  spans: readonly LaneSpan[]
  completed: number
}

export class WorkerEngine implements Engine {
  private link: WorkerLink
  private run: KnownRun | null = null
  private reviving: Promise<void> | null = null
  /** Told when another worker has done so many steps again; null when none could. */
  onRevived: (steps: number | null) => void = () => {}

  constructor(private readonly start: (name: string) => Worker) {
    this.link = this.newLink()
  }

  async open(request: RunRequest, onLane: (info: LaneInfo) => void): Promise<RunInfo> {
    const run: KnownRun = { request, onLane, spans: request.spans, completed: 0 }
    const info = await this.ask(service => service.open(request, lanesOf(run)))
    this.run = run
    return info
  }

  settle(): Promise<void> {
    return this.ask(service => service.settle())
  }

  useLane(lane: WantedLane): Promise<void> {
    if (this.run) this.run.request = { ...this.run.request, lane }
    return this.ask(service => service.useLane(lane))
  }

  baselines(): ReturnType<Engine['baselines']> {
    return this.ask(service => service.baselines())
  }

  lastDocuments(count: number): ReturnType<Engine['lastDocuments']> {
    return this.ask(service => service.lastDocuments(count))
  }

  async train(
    until: number,
    stepsPerSecond: number,
    onProgress: (progress: Progress) => void | Promise<void>,
  ): Promise<TrainingEnd> {
    const { run } = this
    const heard = proxy((progress: Progress) => {
      if (run) run.completed = progress.completed
      return onProgress(progress)
    })
    return this.ask(service => service.train(until, stepsPerSecond, heard))
  }

  pause(): Promise<void> {
    return this.ask(service => service.pause())
  }

  trace(...question: Parameters<Engine['trace']>): ReturnType<Engine['trace']> {
    return this.ask(service => service.trace(...question))
  }

  lossesWithout(step: number, document: string, offs: readonly string[]): ReturnType<Engine['lossesWithout']> {
    return this.ask(service => service.lossesWithout(step, document, offs))
  }

  drift(step: number): ReturnType<Engine['drift']> {
    return this.ask(service => service.drift(step))
  }

  state(step: number): ReturnType<Engine['state']> {
    return this.ask(service => service.state(step))
  }

  sample(step: number, count: number, temperature: number): ReturnType<Engine['sample']> {
    return this.ask(service => service.sample(step, count, temperature))
  }

  surprises(step: number, documents: readonly string[]): ReturnType<Engine['surprises']> {
    return this.ask(service => service.surprises(step, documents))
  }

  makeUp(...question: Parameters<Engine['makeUp']>): ReturnType<Engine['makeUp']> {
    return this.ask(service => service.makeUp(...question))
  }

  nearest(texts: readonly string[]): ReturnType<Engine['nearest']> {
    return this.ask(service => service.nearest(texts))
  }

  cacheTimes(step: number, text: string): ReturnType<Engine['cacheTimes']> {
    return this.ask(service => service.cacheTimes(step, text))
  }

  loopTimes(step: number): ReturnType<Engine['loopTimes']> {
    return this.ask(service => service.loopTimes(step))
  }

  buildGraph(...source: Parameters<Engine['buildGraph']>): ReturnType<Engine['buildGraph']> {
    return this.ask(service => service.buildGraph(...source))
  }

  graphPart(...wanted: Parameters<Engine['graphPart']>): ReturnType<Engine['graphPart']> {
    return this.ask(service => service.graphPart(...wanted))
  }

  parametersAt(step: number): ReturnType<Engine['parametersAt']> {
    return this.ask(service => service.parametersAt(step))
  }

  life(index: number, around: number): ReturnType<Engine['life']> {
    return this.ask(service => service.life(index, around))
  }

  rival(...[question, onProgress]: Parameters<Engine['rival']>): ReturnType<Engine['rival']> {
    return this.ask(async service => await service.rival(question, proxy(onProgress)))
  }

  private async ask<Answer>(work: (service: Remote<EngineService>) => Promise<Answer>): Promise<Answer> {
    for (let left = tries; ; left--) {
      if (this.reviving || this.link.isLost) await this.revived()
      try {
        return await this.link.ask(work)
      } catch (error) {
        if (!(error instanceof EngineLost) || left <= 1) throw error
      }
    }
  }

  private newLink(): WorkerLink {
    // Locks have one name in all tabs.
    const name = `engine ${Date.now()} ${Math.random()}`
    const patience = (): number => 20 + (this.run ? longestStep(this.run.request.config) : 0)
    return new WorkerLink(this.start(name), name, patience, () => void this.revived())
  }

  private revived(): Promise<void> {
    return (this.reviving ??= this.revive().finally(() => (this.reviving = null)))
  }

  private async revive(): Promise<void> {
    const { run } = this
    for (let left = tries; left > 0; left--) {
      const link = (this.link = this.newLink())
      if (!run) return
      try {
        await link.ask(service => service.open({ ...run.request, spans: run.spans }, lanesOf(run)))
        await link.ask(service =>
          service.train(
            run.completed,
            Infinity,
            proxy(() => {}),
          ),
        )
        void link.ask(service => service.settle()).catch(() => {})
        return this.onRevived(run.completed)
      } catch (error) {
        if (!(error instanceof EngineLost)) break
      }
    }
    this.onRevived(null)
  }
}

/** Hears which lanes compute a run, so that another worker can follow them. */
const lanesOf = (run: KnownRun): ((info: LaneInfo) => void) =>
  proxy((info: LaneInfo) => {
    run.spans = info.spans
    run.onLane(info)
  })

/** Seconds that a step may take on the slowest lane and machine, roughly. */
const longestStep = ({ n_layer, n_embd, block_size, batch_size }: Config): number =>
  (n_layer * 12 * n_embd ** 2 * block_size * batch_size * 6) / 1e8

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/**
 * @param source the bundled worker
 * @param parts the scripts that the worker may ask for later, by name
 */
export function startEngine(
  source: string,
  parts: () => Promise<{ readonly default: Readonly<Record<string, string>> }>,
): WorkerEngine {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const only = (asked: string): string => {
    if (asked !== url) throw new TypeError('only the engine may run as a worker')
    return asked
  }
  const trusted =
    trustedTypes?.createPolicy('microgpt-lens-worker', { createScriptURL: only }).createScriptURL(url) ?? url
  return new WorkerEngine(name => {
    const worker = new Worker(trusted, { name })
    worker.addEventListener('message', ({ data }: MessageEvent<{ part?: unknown } | undefined>) => {
      const part = data?.part
      if (typeof part !== 'string') return
      const answer = (text: string | null): void => worker.postMessage({ part, text })
      parts().then(
        ({ default: texts }) => answer(texts[part] ?? null),
        () => answer(null),
      )
    })
    return worker
  })
}
