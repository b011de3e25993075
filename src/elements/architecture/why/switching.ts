/** What a row switches off, how that is done, and what the loss is without it. */
import { signal } from '@preact/signals-core'
import { noIntervention, type Intervention } from '../../../engine/intervention.ts'
import type { Plan } from '../../../engine/plan.ts'
import { offWords, switchedOff } from '../../../engine/switches.ts'
import { headStretch, isSilent, mlpStretch, silence, unsilence, type Stretch } from '../../../lens/interventions.ts'
import type { Session } from '../../../lens/session.ts'
import type { WhyRow } from './rows.ts'

/** The numbers that are held at 0 where the program has no line of its own to switch off; null where it has. */
function stretchOf(plan: Plan, row: WhyRow, positions: number): Stretch | null {
  if (row.part !== null || row.layer === null) return null
  if (row.kind === 'mlp') return mlpStretch(plan, row.layer, positions)
  const head = headStretch(plan, row.layer, row.head ?? 0, positions)
  return row.kind === 'attention' ? { ...head, from: 0, to: plan.config.n_embd } : head
}

export const canSwitch = ({ kind }: WhyRow): boolean => kind !== 'rest' && kind !== 'logit'

export function isOff(session: Session, row: WhyRow, positions: number): boolean {
  const run = session.run.value
  if (!run) return false
  if (row.part !== null) return switchedOff({ off: session.off.value }).has(row.part)
  const stretch = stretchOf(run.plan, row, positions)
  return stretch !== null && isSilent(session.intervention.value, stretch)
}

export function toggle(session: Session, row: WhyRow, positions: number): void {
  const run = session.run.peek()
  if (!run) return
  if (row.part !== null) return void session.toggle(row.part)
  const stretch = stretchOf(run.plan, row, positions)
  const now = session.intervention.peek()
  if (stretch) void session.intervene(isSilent(now, stretch) ? unsilence(now, stretch) : silence(now, stretch))
}

/** Everything on again, and nothing held. */
export async function allOn(session: Session): Promise<void> {
  const { off } = session.run.peek()!.config
  session.off.value = off
  await session.intervene(noIntervention)
  await session.look(session.view.peek()?.step ?? 0)
}

/** Parameters times positions times models: more than this would keep the engine from what is asked of it meanwhile. */
const most = 4e6

/** The loss of the name on the screen without each of the rows, each a model of its own; asked once a trace. */
export class LossesWithout {
  /** By the key of a row. */
  readonly losses = signal<ReadonlyMap<string, number>>(new Map())
  private asked = ''

  constructor(private readonly session: Session) {}

  /** Whether so many models can be computed beside all else. */
  isAffordable(rows: readonly WhyRow[]): boolean {
    const [run, view] = [this.session.run.value, this.session.view.value]
    if (!run || !view) return false
    return run.plan.parameters * view.reader.positions * rows.filter(canSwitch).length <= most
  }

  async ask(rows: readonly WhyRow[]): Promise<void> {
    const [run, view] = [this.session.run.peek(), this.session.view.peek()]
    if (!run || !view || this.session.training.running.peek()) return
    const asked = rows.filter(canSwitch)
    const positions = view.reader.positions
    const { step, document } = view
    const key = `${JSON.stringify(run.config)} ${run.dataset.name} ${step} ${document} ${asked.map(({ key }) => key).join()}`
    if (key === this.asked) return
    this.asked = key
    this.losses.value = new Map()
    if (!this.isAffordable(rows)) return
    for (const row of asked) {
      const stretch = stretchOf(run.plan, row, positions)
      const off =
        row.part === null ? run.config.off : offWords([...switchedOff(run.config), row.part], run.config.n_head)
      const intervention: Intervention = stretch ? silence(noIntervention, stretch) : noIntervention
      const answer = await this.session.questions.traceOf(step, document, { off, intervention }).catch(() => null)
      if (this.asked !== key) return
      if (answer) this.losses.value = new Map([...this.losses.value, [row.key, answer.reader.loss]])
    }
  }
}
