import { css } from 'lit'

/** Buttons and summaries that stand in a text as words of it, underlined. */
export const underlinedStyles = css`
  .underlined {
    color: var(--ink-2);
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
  }
  .underlined:hover {
    color: var(--ink);
    text-decoration-color: currentColor;
  }
`
