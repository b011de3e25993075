/** How surprised a model is by a text: what each letter costs it. */
import { rowsOf } from './document.ts'
import { ExactMachine } from './exact/lane.ts'
import type { State } from './lane.ts'
import type { Plan } from './plan.ts'

const noRates = { rate: 0, beta1: 0, beta2: 0, eps: 1, correction1: 1, correction2: 1 }

/** Reads documents with the parameters of one state, forward only, in float64. */
export class Surprise {
  private readonly machine: ExactMachine

  constructor(
    private readonly plan: Plan,
    state: State,
  ) {
    this.machine = new ExactMachine(plan)
    this.machine.load(state)
  }

  /**
   * −log p of each letter after those before it, in nats, and of the end; as far as the block reaches.
   * @param document ids of the letters, without BOS
   */
  of(document: readonly number[]): number[] {
    const { plan, machine } = this
    const rows = rowsOf([document], plan.vocab_size - 1, plan.config.block_size)
    machine.forward({ rows, rates: noRates })
    const start = plan.offset(plan.output('loss.cross_entropy')!)
    return Array.from(machine.memory.subarray(start, start + rows.rows))
  }
}
