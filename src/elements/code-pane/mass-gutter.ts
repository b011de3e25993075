/** The gradient that a line has let through on the way back: a bar left of its number. */
import { css, unsafeCSS } from 'lit'

/** In pixels, in the widest pane. */
const longest = 25

/** The class of a line number whose bar stands for a share of the largest; the length grows with the square root. */
export const massClass = (share: number): string => `mass-${Math.max(1, Math.round(longest * Math.sqrt(share)))}`

const lengths = unsafeCSS(
  Array.from({ length: longest }, (_, i) => `.code .cm-gutterElement.mass-${i + 1} { --mass: ${i + 1} }`).join('\n'),
)

export const massStyles = css`
  ${lengths}
  .code .cm-lineNumbers .cm-gutterElement[class*='mass-']::after {
    content: '';
    position: absolute;
    left: 5px;
    top: calc(50% - 2px);
    width: calc(var(--mass) * var(--mass-unit));
    height: 4px;
    background: var(--grad-m);
  }
  .code .cm-lineNumbers .cm-gutterElement.number-main[class*='mass-']::after {
    background: var(--grad);
  }
  :host {
    --mass-unit: 0.24px;
  }
  @media (min-width: 1181px) {
    :host {
      --mass-unit: 1px;
      --w-gutter: 64px;
    }
  }
  @media (forced-colors: active) {
    .code .cm-lineNumbers .cm-gutterElement[class*='mass-']::after {
      background: CanvasText;
    }
  }
`
