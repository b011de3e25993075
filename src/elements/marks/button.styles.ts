import { css } from 'lit'

/** Plain buttons, for every shadow root that has some. */
export const buttonStyles = css`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
  }
  button:disabled {
    color: var(--ink-3);
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
    border-radius: var(--r-1);
  }
  .icon {
    width: 16px;
    height: 16px;
    stroke: currentColor;
    fill: none;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon-button {
    height: 28px;
    min-width: 28px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    color: var(--ink-2);
    border-radius: var(--r-2);
  }
  .icon-button:hover {
    background: var(--sunk);
    color: var(--ink);
  }
  @media (max-width: 700px) {
    .icon-button {
      min-width: 44px;
      height: 44px;
    }
  }
`
