/** The page's end of the worker in which hooks run: a call, an answer that is believed to be nothing but one, or the end. */
import { guard, hooksText, refusalOf } from './cell.ts'
import type { HookAnswer, Hooks } from './protocol.ts'

/** Milliseconds: for the browser to make a worker, to read the code, for one call, and for all of a runner's calls. */
interface TimeLimits {
  readonly start: number
  readonly read: number
  readonly call: number
  readonly all: number
}

export const timeLimits: TimeLimits = { start: 5000, read: 1000, call: 400, all: 4000 }

/** A browser may let a worker that was ended run on for seconds: so often hooks may hang before they are left alone. */
const mostHangs = 3

type HookName = keyof Hooks

/** The code cannot be run; says why. */
export class CodeProblem extends Error {}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

const made = new Set<string>()
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

const only = (asked: string): string => {
  if (!made.has(asked)) throw new TypeError('only the guard may run as this worker')
  return asked
}

/** A worker that is left with the language alone, and waits for its hooks. */
function newCell(): Worker {
  const url = URL.createObjectURL(new Blob([guard], { type: 'text/javascript' }))
  made.add(url)
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('microgpt-lens-hooks', { createScriptURL: only })
  const worker = new Worker(policy?.createScriptURL(url) ?? url)
  made.delete(url)
  // The worker may not have read it yet.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return worker
}

export class HookRunner implements Hooks {
  private worker: Worker | null = null
  private spent = 0
  private hangs = 0
  private end: ((problem: string) => void) | null = null

  constructor(
    private readonly code: string,
    private readonly limits: TimeLimits = timeLimits,
  ) {}

  readonly is_safe_request = (prefixes: readonly string[]): Promise<HookAnswer> =>
    this.call('is_safe_request', [...prefixes])

  readonly is_safe_name = (name: string): Promise<HookAnswer> => this.call('is_safe_name', name)

  /** Reads the code. Throws a CodeProblem where there are no two hooks in it. */
  async start(): Promise<void> {
    const refusal = refusalOf(this.code)
    if (refusal !== null) throw new CodeProblem(refusal)
    this.stop()
    this.worker = newCell()
    // Nothing of the code is sent before all the rest is known to be out of reach.
    const left = wordsIn((await this.load(null, this.limits.start))['left'])
    if (left.length > 0)
      this.fail(`This browser leaves ${left.join(', ')} within reach of the code, so it does not run here.`)
    const missing = wordsIn((await this.load(hooksText(this.code), this.limits.read))['missing'])
    if (missing.length > 0) this.fail(`There is no function ${missing.join(' and no function ')}.`)
  }

  private async load(text: string | null, limit: number): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.ask(null, text, limit)
    if (typeof answer === 'string') throw new CodeProblem(answer)
    return answer
  }

  private fail(words: string): never {
    this.stop()
    throw new CodeProblem(words)
  }

  stop(): void {
    this.worker?.terminate()
    this.worker = null
    this.end?.('was stopped.')
  }

  private async call(hook: HookName, given: string | string[]): Promise<HookAnswer> {
    if (this.spent >= this.limits.all)
      return { kind: 'broken', words: `was not asked: the hooks have used their ${this.limits.all / 1000} s` }
    if (this.hangs >= mostHangs)
      return { kind: 'broken', words: `was not asked: the hooks gave no answer ${mostHangs} times` }
    try {
      // A call that took too long ended the worker; the next one has another.
      if (!this.worker) await this.start()
    } catch (error) {
      return { kind: 'broken', words: `cannot be asked: ${(error as Error).message}` }
    }
    const from = performance.now()
    const answer = await this.ask(hook, given, this.limits.call)
    this.spent += performance.now() - from
    if (typeof answer === 'string') return { kind: 'broken', words: answer }
    const { value, threw, gave } = answer
    if (typeof threw === 'string') return { kind: 'broken', words: `threw: ${threw.slice(0, 200)}` }
    if (value === null || typeof value === 'boolean') return { kind: 'value', value }
    if (typeof value === 'string') return { kind: 'value', value: value.slice(0, 300) }
    return { kind: 'broken', words: `gave ${typeof gave === 'string' ? gave.slice(0, 40) : 'nonsense'}` }
  }

  /** @returns what came under the number of this question, unchecked, or what happened instead */
  private ask(
    hook: HookName | null,
    given: string | string[] | null,
    limit: number,
  ): Promise<Readonly<Record<string, unknown>> | string> {
    const worker = this.worker!
    const id = crypto.getRandomValues(new Uint32Array(4)).join('-')
    return new Promise(done => {
      const finish = (answer: Readonly<Record<string, unknown>> | string): void => {
        clearTimeout(timer)
        worker.onmessage = worker.onerror = this.end = null
        if (typeof answer === 'string' && this.worker === worker) {
          this.worker = null
          worker.terminate()
        }
        done(answer)
      }
      const late = (): void => {
        this.hangs++
        finish(hook === null ? `It is not read within ${limit} ms.` : `gave no answer within ${limit} ms`)
      }
      // Where it is the page that was busy, the answer is here already and comes first.
      let timer = setTimeout(() => (timer = setTimeout(late, 20)), limit)
      this.end = finish
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isRecord(data) && data['id'] === id) finish(data)
      }
      worker.onerror = event => {
        event.preventDefault()
        const words = (event.message || 'it cannot be read').replace(/^Uncaught /, '').slice(0, 200)
        const line = event.lineno > 0 ? `line ${event.lineno}: ` : ''
        finish(hook === null ? line + words : `broke: ${words}`)
      }
      worker.postMessage({ id, hook, given })
    })
  }
}

const isRecord = (data: unknown): data is Readonly<Record<string, unknown>> => typeof data === 'object' && data !== null

const wordsIn = (found: unknown): string[] =>
  Array.isArray(found) ? found.filter(word => typeof word === 'string').slice(0, 8) : []
