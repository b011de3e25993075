/** Undo and redo: every change of the config or of the program can be taken back, with the training that was done. */
import { computed, effect, signal, type Signal } from '@preact/signals-core'
import type { Config } from '../engine/config.ts'
import type { RunState } from './cursor.ts'
import type { ProgramFile, Programs } from './programs.ts'

/** What ran: enough to have it run again. */
interface Version {
  readonly file: ProgramFile
  readonly config: Config
  /** Steps that had been trained. */
  readonly completed: number
  /** The data, and where the run began. */
  readonly of: Pick<RunState, 'dataset' | 'start'>
}

/** Changes of one number that follow each other faster than this are one change, in milliseconds. */
const together = 800

interface Host {
  readonly run: Signal<RunState | null>
  readonly programs: Programs
  readonly training: { readonly losses: Signal<readonly number[]> }
  openProgram(file: ProgramFile, config: Config, replay: number, of: Version['of']): Promise<boolean>
  setTemperature(temperature: number): void
}

export class Edits {
  private readonly past = signal<readonly Version[]>([])
  private readonly future = signal<readonly Version[]>([])
  readonly canUndo = computed(() => this.past.value.length > 0)
  readonly canRedo = computed(() => this.future.value.length > 0)

  private present: Version | null = null
  private changed: { readonly keys: string; readonly at: number } = { keys: '', at: -Infinity }
  /** Where undo or redo is on its way to. */
  private target: Version | null = null

  constructor(private readonly host: Host) {
    // One after the other: a run may come with its losses.
    effect(() => {
      this.note()
      this.count(host.training.losses.value.length)
    })
  }

  undo(): boolean {
    return this.travel(this.past, this.future)
  }

  redo(): boolean {
    return this.travel(this.future, this.past)
  }

  private travel(from: Signal<readonly Version[]>, to: Signal<readonly Version[]>): boolean {
    const { host, present, target: busy } = this
    const target = from.peek().at(-1)
    if (!target || !present || busy) return false
    this.target = target
    from.value = from.peek().slice(0, -1)
    to.value = [...to.peek(), present]
    const isTemperature = present.file.program === target.file.program && keysBetween(present, target) === 'temperature'
    const done = isTemperature
      ? Promise.resolve(host.setTemperature(target.config.temperature))
      : host.openProgram(target.file, target.config, target.completed, target.of)
    void done.finally(() => (this.target = null))
    return true
  }

  /** The run is another one: what was before it can be come back to. */
  private note(): void {
    const { host, present } = this
    const run = host.run.value
    const config = run?.config
    const program = host.programs.program.value
    const file = host.programs.files.peek().find(file => file.program === program)
    if (!run || !config || !file) return
    const next: Version = { file, config, completed: 0, of: run }
    if (present === null) return void (this.present = next)
    const keys = keysBetween(present, next)
    if (keys === '' && present.file.program === program) return void (this.present = { ...present, of: run })
    this.present = keys === 'temperature' && present.file.program === program ? { ...present, config } : next
    if (this.target) return void (this.target = null)
    const now = performance.now()
    const isOneChange =
      present.file.program === program && keys === this.changed.keys && now - this.changed.at < together
    this.changed = { keys, at: now }
    if (!isOneChange) this.past.value = [...this.past.peek(), present]
    this.future.value = []
  }

  private count(completed: number): void {
    if (this.present && completed > 0) this.present = { ...this.present, completed }
  }
}

/** Names of what differs between two configs. */
const keysBetween = (a: Version, b: Version): string =>
  (Object.keys(a.config) as (keyof Config)[]).filter(key => a.config[key] !== b.config[key]).join(' ')
