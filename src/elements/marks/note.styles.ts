import { css } from 'lit'

/** Explanations, which the page as a whole shows or not: the root element says which by what they inherit. */
export const noteStyles = css`
  .note {
    display: var(--note-display, block);
    max-width: 84ch;
    margin: 0;
    color: var(--ink-2);
    font-size: var(--t-12);
  }
`
