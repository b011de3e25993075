/** For names that were made up, the training document that is nearest: asked once for each, and kept for the run. */
import { signal } from '@preact/signals-core'
import type { Session } from './session.ts'
import { sentence } from './training.ts'
import type { Nearest } from './worker/generating.ts'

export class NearestNames {
  readonly found = signal<ReadonlyMap<string, Nearest>>(new Map())
  /** The data that they are of. */
  private text: string | null = null

  constructor(private readonly session: Session) {}

  async find(names: readonly string[]): Promise<void> {
    const { session } = this
    const { text } = session.run.peek()!.dataset
    if (this.text !== text) this.found.value = new Map()
    this.text = text
    const unknown = [...new Set(names)].filter(name => !this.found.peek().has(name))
    if (unknown.length === 0) return
    try {
      const answers = await session.questions.nearest(unknown)
      if (!answers || this.text !== text) return
      this.found.value = new Map([...this.found.peek(), ...unknown.map((name, i) => [name, answers[i]!] as const)])
    } catch (error) {
      session.say(sentence(error))
    }
  }
}
