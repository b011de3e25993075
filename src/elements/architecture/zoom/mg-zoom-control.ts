/** The way in from the whole model: the control in a corner of the picture, and all gestures over it. */
import { css } from 'lit'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { SignalElement } from '../../signal-element.ts'
import { zoomControl } from './control.ts'
import { controlStyles } from './control.styles.ts'
import { Gestures } from './gestures.ts'
import { settleIn } from './motion.ts'

export class MgZoomControl extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    controlStyles,
    css`
      :host {
        display: block;
        background: var(--paper);
      }
      @media (max-width: 700px) {
        svg,
        .slash {
          display: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new Gestures(this)
  }

  override render() {
    return zoomControl(this.session, false)
  }

  override firstUpdated(): void {
    const root = this.getRootNode() as ShadowRoot
    settleIn(root.querySelector<SVGSVGElement>('.stage > svg'), 0)
  }
}

customElements.define('mg-zoom-control', MgZoomControl)

declare global {
  interface HTMLElementTagNameMap {
    'mg-zoom-control': MgZoomControl
  }
}
