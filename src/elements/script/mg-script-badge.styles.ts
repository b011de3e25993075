import { css } from 'lit'

export const scriptBadgeStyles = css`
  :host {
    position: relative;
    display: block;
    font-size: var(--t-12);
    color: var(--ink-2);
    white-space: nowrap;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 6px;
    height: 24px;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > b {
    padding: 1px 6px;
    border: 1px solid var(--ink);
  }
  b {
    color: var(--ink);
    font-weight: var(--w-bold);
  }
  summary:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  div {
    position: absolute;
    top: 28px;
    left: 0;
    z-index: 6;
    padding: var(--s-2) var(--s-3);
    background: var(--raise);
    border: 1px solid var(--ink-3);
    border-radius: var(--r-1);
  }
  p {
    margin: 4px 0;
    color: var(--ink-3);
  }
  th,
  td {
    padding: 2px var(--s-4) 2px 0;
    text-align: left;
    font-weight: var(--w-reg);
  }
  td {
    font: var(--t-12) var(--mono);
    color: var(--ink);
    text-align: right;
  }
  @container pane (max-width: 640px) {
    summary > span {
      display: none;
    }
  }
  @media (max-width: 700px) {
    summary {
      height: 44px;
    }
  }
`
