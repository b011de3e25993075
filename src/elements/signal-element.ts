import { effect } from '@preact/signals-core'
import { LitElement } from 'lit'

/** A Lit element that renders again when a signal that its last rendering read has changed. */
export class SignalElement extends LitElement {
  private stopWatching: (() => void) | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopWatching?.()
    this.stopWatching = null
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return
    this.stopWatching?.()
    let isFirst = true
    this.stopWatching = effect(() => {
      if (!isFirst) {
        this.requestUpdate()
        return
      }
      isFirst = false
      super.performUpdate()
    })
  }
}
