/** A descent that somebody is in the middle of: its steps so far, and the clock that goes on with it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { descentAt, hasDiverged, stepped, type DescentStep } from '../../../lens/autograd/descent.ts'
import { startValues, type LeafValues } from '../../../lens/autograd/expression.ts'
import type { Preset } from '../../../lens/autograd/presets.ts'

/** Milliseconds that one step stays while it plays. */
const pace = 420
/** It is of no use to go on after this many. */
const mostSteps = 60

export class Descending implements ReactiveController {
  steps: readonly DescentStep[]
  isPlaying = false
  private timer: ReturnType<typeof setTimeout> | undefined

  /** @param names the parameters: what else is a leaf stays */
  constructor(
    private readonly host: ReactiveControllerHost,
    private preset: Preset,
    private readonly names: readonly string[],
    public rate: number,
  ) {
    this.steps = [descentAt(preset, startValues(preset))]
    host.addController(this)
  }

  get now(): DescentStep {
    return this.steps.at(-1)!
  }

  get hasDiverged(): boolean {
    return hasDiverged(this.now)
  }

  /** Nothing moves any more. */
  get isStill(): boolean {
    return this.names.every(name => Math.abs(this.rate * this.now.grads[name]!) < 1e-4)
  }

  /** It rests, it runs away, or it has gone on for long enough. */
  get isAtEnd(): boolean {
    return this.hasDiverged || this.isStill || this.steps.length > mostSteps
  }

  startAt(preset: Preset, values: LeafValues = startValues(preset)): void {
    this.pause()
    this.preset = preset
    this.steps = [descentAt(preset, values)]
    this.host.requestUpdate()
  }

  startOver(): void {
    this.startAt(this.preset, this.steps[0]!.values)
  }

  step(): void {
    if (this.isAtEnd) return
    this.steps = [...this.steps, descentAt(this.preset, stepped(this.now, this.names, this.rate))]
    this.host.requestUpdate()
  }

  toggle(): void {
    if (this.isPlaying) return this.pause()
    this.isPlaying = true
    const tick = (): void => {
      this.step()
      if (this.isAtEnd) this.pause()
      else this.timer = setTimeout(tick, pace)
    }
    tick()
  }

  pause(): void {
    clearTimeout(this.timer)
    this.isPlaying = false
    this.host.requestUpdate()
  }

  hostDisconnected(): void {
    clearTimeout(this.timer)
    this.isPlaying = false
  }
}
