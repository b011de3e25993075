import { css } from 'lit'

export const architectureStyles = css`
  :host {
    display: block;
    min-height: 100%;
  }
  .stage {
    position: relative;
    min-height: var(--stage-height);
  }
  /* Out of the way, so that nothing is drawn to a mark that cannot be seen. */
  .stage[data-table] svg {
    display: none;
  }
  .todo.wire {
    stroke-dasharray: 1.5 3;
  }
  .back.flow {
    animation-direction: reverse;
  }
  .numbers {
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .title {
    letter-spacing: 0.04em;
  }
  .hint {
    pointer-events: none;
  }
  svg .hint text {
    font-size: var(--t-12);
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  @media (max-width: 1180px) {
    .hint {
      display: none;
    }
  }
  [data-op],
  [data-block],
  [data-expand] {
    cursor: pointer;
  }
  .stage-label,
  .layer-label {
    outline: none;
  }
  .stage-label:hover .bold,
  .layer-label:hover text {
    text-decoration: underline;
  }
  .stage-label:focus-visible .hit,
  .layer-label:focus-visible .hit {
    stroke: var(--focus);
    stroke-width: 2;
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
    font-size: var(--t-12);
  }
  .tools > button {
    height: 24px;
    padding: 0 8px;
    border: 1px solid var(--ink-3);
    border-radius: var(--r-1);
    background: var(--paper);
    white-space: nowrap;
  }
  .tools > button:hover {
    border-color: var(--ink);
  }
  mg-zoom-control {
    position: absolute;
    top: 2px;
    right: 218px;
    z-index: 1;
  }
  .links {
    position: absolute;
    right: 0;
    bottom: 30px;
    display: flex;
    flex-direction: column;
    align-items: start;
  }
  .links button,
  .links summary {
    padding: 0 4px;
    color: var(--ink-2);
    font-size: var(--t-11);
    line-height: 20px;
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
    white-space: nowrap;
    cursor: pointer;
    list-style: none;
  }
  .links button:hover,
  .links summary:hover {
    color: var(--ink);
    text-decoration-color: currentColor;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .sheet {
    position: absolute;
    inset: 8px 8px 76px;
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
  :host([data-mode='narrow']) .tools {
    left: 8px;
  }
  :host([data-mode='narrow']) mg-zoom-control {
    top: auto;
    right: auto;
    bottom: 36px;
    left: 68px;
  }
  :host([data-mode='narrow']) .links {
    flex-direction: row;
    right: auto;
    left: 0;
    bottom: 26px;
  }
  :host([data-mode='phone']) .stage {
    padding-bottom: 44px;
  }
  :host([data-mode='phone']) .tools {
    display: contents;
  }
  :host([data-mode='phone']) mg-zoom-control {
    top: 0;
    right: 52px;
  }
  :host([data-mode='phone']) .tools > button {
    position: absolute;
    top: 44px;
    right: 14px;
    z-index: 1;
    height: 44px;
  }
  :host([data-mode='phone']) .links {
    flex-direction: row;
    right: auto;
    left: 8px;
    bottom: 0;
  }
  :host([data-mode='phone']) .links button,
  :host([data-mode='phone']) .links summary {
    line-height: 44px;
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
