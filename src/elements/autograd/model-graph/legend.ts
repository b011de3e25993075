/** How strong the colours of gradients are. */
import { html, svg, type TemplateResult } from 'lit'
import { fillOf } from '../../marks/color.ts'

const levels = Array.from({ length: 17 }, (_, i) => i - 8)

export const legend = (scale: number): TemplateResult =>
  html`<span class="scale"
    >−${scale}<svg width="68" height="8" aria-hidden="true" shape-rendering="crispEdges">
      ${levels.map(
        (level, i) =>
          svg`<rect x=${i * 4} width="4" height="8" fill=${fillOf(level, { ramp: 'signed', scale: 8 })}></rect>`,
      )}</svg
    >+${scale}</span
  >`
