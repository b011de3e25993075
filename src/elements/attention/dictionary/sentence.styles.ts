import { css } from 'lit'

export const sentenceStyles = css`
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    margin: 4px 0 6px;
  }
  .words button {
    min-height: 44px;
    padding: 0 4px 4px;
    font-size: var(--t-15);
    color: var(--ink-2);
    text-align: left;
  }
  .words svg {
    border-bottom: 1px solid var(--rule-2);
  }
  .words [aria-pressed='true'] {
    color: var(--query);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--query);
  }
  table {
    margin-top: 6px;
  }
  .asking {
    color: var(--query);
    font-weight: 600;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (max-width: 499px) {
    .words button {
      min-width: 44px;
    }
  }
`
