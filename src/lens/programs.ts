/** The programs that can be in the pane: ours, and those that were opened. They are kept for the next visit. */
import { computed, signal, type Signal } from '@preact/signals-core'
import { defaultConfig, type Config } from '../engine/config.ts'
import { readHyperparameters, type Hyperparameters } from '../python/hyperparameters.ts'
import type { Program } from '../python/program.ts'
import { checkProgram, programText } from '../python/program-text.ts'
import { recall, remember } from './storage.ts'

export interface ProgramFile {
  readonly name: string
  readonly program: Program
}

/** Programs that are kept besides ours. */
const most = 4

export class Programs {
  /** The one in the pane. */
  readonly program: Signal<Program>
  /** Ours first, then the others, the last opened first. */
  readonly files: Signal<readonly ProgramFile[]>
  readonly name = computed(
    () => this.files.value.find(({ program }) => program === this.program.value)?.name ?? 'microgpt.py',
  )
  /** Whether the pane shows what differs between ours and the other. */
  readonly isCompared = signal(false)

  constructor(readonly bundled: Program) {
    this.program = signal(bundled)
    this.files = signal([{ name: 'microgpt.py', program: bundled }])
  }

  get isBundled(): boolean {
    return this.program.value === this.bundled
  }

  /** Reads a program. Throws a ProgramError that says why it can't be one. */
  read(text: string, name: string): ProgramFile {
    const checked = programText(name, text)
    if (checked === this.bundled.source.text) return this.files.peek()[0]!
    const known = this.files.peek().find(({ program }) => program.source.text === checked)
    const program = known?.program ?? this.bundled.another(checked)
    checkProgram(name, program)
    return { name: this.#freeName(name, program), program }
  }

  /** Puts a program in the pane. */
  show(file: ProgramFile): void {
    const [ours, ...others] = this.files.peek()
    const isOurs = file.program === this.bundled
    const rest = others.filter(({ program }) => program !== file.program)
    this.files.value = isOurs ? [ours!, ...others] : [ours!, file, ...rest].slice(0, most + 1)
    if (isOurs) this.isCompared.value = false
    this.program.value = file.program
    this.#keep()
  }

  /** The config that a program asks for; what it does not say, or can't be read, stays as it is. */
  static configOf(program: Program, present: Config): Config {
    const read: Partial<Hyperparameters> = { ...readHyperparameters(program.source).values }
    delete read.samples
    // These have no place in microgpt.py, or none that was found: it is written for what stands here.
    const { norm, tied_head, optimizer, batch_size } = defaultConfig
    return { ...present, norm, tied_head, optimizer, batch_size, ...read }
  }

  /** Another file of the same name is told apart by a number. */
  #freeName(name: string, of: Program): string {
    const isTaken = (name: string): boolean => this.files.peek().some(file => file.name === name && file.program !== of)
    let free = name
    for (let i = 2; isTaken(free); i++) free = name.replace(/(\.\w+)?$/, ending => ` (${i})${ending}`)
    return free
  }

  // ── from one visit to the next ──

  #keep(): void {
    const others = this.files.peek().slice(1)
    remember('programs', {
      files: others.map(({ name, program }) => ({ name, text: program.source.text })),
      open: others.findIndex(({ program }) => program === this.program.peek()),
    })
  }

  /** Brings back what was kept. @param isBack whether the program that was open is to be in the pane again */
  restore(isBack: boolean): void {
    const kept = recall('programs') as { files?: unknown; open?: unknown } | null
    if (typeof kept !== 'object' || kept === null || !Array.isArray(kept.files)) return
    const others = kept.files.slice(0, most).map((file: unknown) => this.#restored(file))
    this.files.value = [this.files.peek()[0]!, ...others.filter(file => file !== null)]
    const open = typeof kept.open === 'number' ? others[kept.open] : null
    if (isBack && open) this.program.value = open.program
  }

  #restored(found: unknown): ProgramFile | null {
    const { name, text } = (found ?? {}) as { name?: unknown; text?: unknown }
    if (typeof name !== 'string' || typeof text !== 'string') return null
    try {
      const file = this.read(text, name)
      return file.program === this.bundled ? null : file
    } catch {
      return null
    }
  }
}
