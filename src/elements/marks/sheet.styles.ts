import { css } from 'lit'

/** A sheet of choices that opens under a button; who has one says where it stands and how its rows are laid out. */
export const sheetStyles = css`
  .sheet {
    inset: auto;
    top: var(--y);
    box-sizing: border-box;
    max-width: calc(100vw - 16px);
    overflow: auto;
    margin: 0;
    padding: 6px 0;
    border: 1px solid var(--ink-3);
    border-radius: var(--r-1);
    background: var(--paper);
    color: var(--ink);
    font-size: var(--t-12);
  }
  .sheet button {
    box-sizing: border-box;
    width: 100%;
    min-height: 26px;
    text-align: left;
  }
  .sheet button:hover:not(:disabled, [aria-disabled='true']),
  .sheet button:focus-visible {
    background: var(--sunk);
  }
  .sheet button:focus-visible {
    outline-offset: -2px;
  }
  .sheet hr {
    height: 1px;
    margin: 6px 0;
    border: 0;
    background: var(--rule);
  }
  @media (max-width: 700px) {
    .sheet button {
      min-height: 44px;
    }
  }
`
