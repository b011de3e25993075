/** The guardrail assignment as a person works on it: the code, a word with the bot, the grader's last findings. */
import { batch, signal } from '@preact/signals-core'
import type { Session } from '../session.ts'
import { recall, remember } from '../storage.ts'
import { sentence } from '../training.ts'
import { grade, type Graded } from './grader.ts'
import { mostCode } from './cell.ts'
import { CodeProblem, HookRunner } from './hook-runner.ts'
import { namesFor } from './model-names.ts'
import { replyTo, type Reply } from './protocol.ts'
import { starter } from './starter.ts'

interface Said {
  readonly request: string
  readonly reply: Reply
}

/** What the grader found, and in what. */
export interface Findings {
  readonly rows: readonly Graded[]
  readonly total: number
  readonly code: string
  /** Training steps done by the model that was attacked. */
  readonly step: number
}

const mostSaid = 12
/** Draws for what is typed begin after those of the grader's requests. */
const firstTyped = 1000

export class Guarding {
  readonly code = signal(recalledCode())
  readonly said = signal<readonly Said[]>([])
  readonly findings = signal<Findings | null>(null)
  readonly running = signal(false)
  /** Why the code does not run. */
  readonly problem = signal<string | null>(null)

  private asked = 0
  private isStopped = false
  private runner: HookRunner | null = null

  constructor(private readonly session: Session) {}

  write(code: string): void {
    if (code === this.code.peek()) return
    batch(() => {
      this.code.value = code
      this.problem.value = null
    })
    if (code.length <= mostCode) remember('guardrail', code)
  }

  /** One line to the bot. */
  say(request: string): Promise<void> {
    return this.run(async runner => {
      const reply = await replyTo(request, runner, await namesFor(this.session, request, firstTyped + this.asked++))
      this.said.value = [{ request, reply }, ...this.said.peek()].slice(0, mostSaid)
    })
  }

  /** Every attack, one after the other; what comes is shown as it comes. */
  grade(): Promise<void> {
    return this.run(async runner => {
      const { tokenizer, config } = this.session.run.peek()!
      const [code, step] = [this.code.peek(), (this.session.view.peek()?.step ?? 0) + 1]
      const limits = { knows: (text: string) => tokenizer.knows(text), block_size: config.block_size }
      this.findings.value = null
      await grade(
        runner,
        ({ line, luck }, number) => namesFor(this.session, line, number, luck),
        limits,
        (rows, total) => {
          this.findings.value = { rows, total, code, step }
          return !this.isStopped
        },
      )
    })
  }

  stop(): void {
    this.isStopped = true
    this.runner?.stop()
  }

  private async run(work: (runner: HookRunner) => Promise<void>): Promise<void> {
    if (this.running.peek() || !this.session.run.peek()) return
    this.isStopped = false
    this.running.value = true
    this.problem.value = null
    const runner = (this.runner = new HookRunner(this.code.peek()))
    try {
      await runner.start()
      await work(runner)
    } catch (error) {
      // What was stopped needs no reason.
      if (!this.isStopped) {
        if (error instanceof CodeProblem) this.problem.value = error.message
        else this.session.say(sentence(error))
      }
    } finally {
      runner.stop()
      this.runner = null
      this.running.value = false
    }
  }
}

function recalledCode(): string {
  const found = recall('guardrail')
  return typeof found === 'string' && found.length <= mostCode ? found : starter
}

const guardings = new WeakMap<Session, Guarding>()

/** The one of a session: it outlives the picture of it. */
export function guardingOf(session: Session): Guarding {
  const known = guardings.get(session)
  if (known) return known
  const guarding = new Guarding(session)
  guardings.set(session, guarding)
  return guarding
}
