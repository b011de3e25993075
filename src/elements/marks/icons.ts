import { svg, type SVGTemplateResult } from 'lit'

const icon = (shape: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg class="icon" viewBox="0 0 18 18" aria-hidden="true">${shape}</svg>`

/** The few signs that stand where a word would not fit. */
export const icons = {
  stepBack: icon(svg`<path d="M12.5 3.5 7 9l5.5 5.5zM4.5 3.5v11"></path>`),
  play: icon(svg`<path d="M6 3.5v11l9-5.5z"></path>`),
  pause: icon(svg`<path d="M6 4v10M12 4v10"></path>`),
  step: icon(svg`<path d="M5.5 3.5 11 9l-5.5 5.5zM13.5 3.5v11"></path>`),
  nextPosition: icon(svg`<path d="M2.5 4 7 9l-4.5 5zM8.5 4 13 9l-4.5 5zM15.5 4v10"></path>`),
  theme: icon(
    svg`<circle cx="9" cy="9" r="5.5"></circle><path d="M9 3.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor"></path>`,
  ),
  share: icon(svg`<path d="M9 11V2.5M6 5l3-3 3 3M4 8.5v6.5h10V8.5"></path>`),
}
