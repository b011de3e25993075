import { css } from 'lit'

export const controlStyles = css`
  .zoom {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--ink-3);
    font-size: var(--t-12);
    white-space: nowrap;
  }
  .zoom .word {
    margin-right: 6px;
  }
  .zoom svg {
    overflow: visible;
  }
  .zoom {
    flex: none;
  }
  .zoom button {
    min-width: 24px;
    min-height: 24px;
    color: var(--ink-2);
    font: var(--t-13) var(--mono);
  }
  .zoom button:hover:not(:disabled) {
    background: var(--sunk);
    color: var(--ink);
  }
  @media (max-width: 700px) {
    .zoom button {
      min-width: 44px;
      min-height: 44px;
    }
  }
`
