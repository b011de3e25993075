import { css } from 'lit'

export const architectureStyles = css`
  :host {
    display: block;
    min-height: 100%;
  }
  .stage {
    position: relative;
  }
  .todo.wire {
    stroke-dasharray: 1.5 3;
  }
  .back.flow {
    animation-direction: reverse;
  }
  .number {
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .title {
    letter-spacing: 0.04em;
  }
  [data-op] {
    cursor: pointer;
  }
  svg > * {
    transition: opacity var(--m-quick) var(--ease);
  }
  /* A line of the code is under the pointer: its marks stand out by the others standing back. */
  svg[data-dim] > :not([data-lit]) {
    opacity: 0.28;
  }
  .mark.now .cells {
    animation: appear var(--m-step) var(--ease);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  :host([data-quick]) .halo {
    display: none;
  }
  :host([data-quick]) .flow {
    animation: none;
    stroke-dasharray: none;
  }
  :host([data-quick]) .mark.now .cells {
    animation: none;
  }

  .tools {
    position: absolute;
    left: 150px;
    bottom: 12px;
    display: flex;
    gap: var(--s-2);
    font-size: var(--t-12);
  }
  .tools button,
  .tools summary {
    min-height: 24px;
    padding: 0 8px;
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
    background: var(--paper);
    color: var(--ink);
    line-height: 22px;
    white-space: nowrap;
    cursor: pointer;
    list-style: none;
  }
  .tools button:hover,
  .tools summary:hover {
    border-color: var(--ink-2);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .sheet {
    position: absolute;
    inset: 8px 8px 48px;
    z-index: 3;
    overflow: auto;
    background: var(--paper);
    border: 1px solid var(--ink-3);
    border-radius: 2px;
  }
  table {
    border-collapse: collapse;
    font: 11px/16px var(--mono);
  }
  caption {
    padding: var(--s-2) var(--s-3);
    font: 600 var(--t-12) / 18px var(--sans);
    text-align: left;
  }
  th,
  td {
    padding: 2px var(--s-3);
    border-top: 1px solid var(--rule);
    font-weight: 400;
    text-align: left;
    vertical-align: top;
    white-space: nowrap;
  }
  td:last-child {
    white-space: normal;
  }
  thead th {
    color: var(--ink-3);
  }
  .layers {
    position: absolute;
    top: var(--layers-y);
    right: calc(100% - 88px);
    display: grid;
    justify-items: end;
    gap: 2px;
    color: var(--ink-3);
    font-size: var(--t-10);
    white-space: nowrap;
  }
  .layers div {
    display: flex;
  }
  .layers button {
    width: 24px;
    height: 24px;
    color: var(--ink-2);
    font-size: var(--t-15);
    line-height: 20px;
  }
  .layers button:hover:not(:disabled) {
    background: var(--sunk);
  }

  :host([data-mode='narrow']) .tools {
    left: 8px;
    bottom: 10px;
    flex-direction: column;
    align-items: start;
  }
  :host([data-mode='phone']) .tools,
  :host([data-mode='phone']) .layers {
    position: static;
    display: flex;
    align-items: center;
    padding: var(--s-1) 12px 0;
  }
  :host([data-mode='phone']) .tools :is(button, summary),
  :host([data-mode='phone']) .layers button {
    min-width: 44px;
    min-height: 44px;
    line-height: 42px;
  }
  @media (prefers-reduced-motion: reduce) {
    .mark.now .cells {
      animation: none;
    }
    svg > * {
      transition: none;
    }
  }
`
