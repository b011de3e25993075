import { css } from 'lit'

export const cardStyles = css`
  :host {
    position: fixed;
    inset: auto;
    left: var(--card-left, 0);
    top: var(--card-top, 0);
    box-sizing: border-box;
    width: max-content;
    max-width: min(424px, 100vw - 16px);
    max-height: calc(100dvh - 16px);
    margin: 0;
    padding: 8px 12px;
    overflow: visible;
    background: var(--paper);
    border: var(--hair) solid var(--ink-3);
    border-radius: var(--r-1);
    font: var(--t-11) / 16px var(--sans);
    color: var(--ink-2);
  }
  .notch {
    position: absolute;
    left: calc(var(--card-notch) - 7px);
    top: -7.5px;
    pointer-events: none;
  }
  :host([data-above]) .notch {
    top: auto;
    bottom: -7.5px;
    transform: scaleY(-1);
  }
  :host([data-loose]) .notch {
    display: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
  }
  h2 {
    margin: 0;
    font: 700 var(--t-12) / 18px var(--mono);
    overflow-wrap: anywhere;
    color: var(--hue);
  }
  .shape {
    flex: 1;
    color: var(--ink-3);
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: var(--ink-2);
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  button:hover {
    color: var(--ink);
  }
  button:focus-visible,
  summary:focus-visible,
  .table:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .picture {
    margin: 6px 0 4px;
  }
  .mark {
    cursor: default;
  }
  .mark[data-parameter] {
    cursor: pointer;
  }
  .foot {
    display: flex;
    align-items: end;
    justify-content: space-between;
    gap: 12px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    margin: 0;
  }
  dl div {
    display: flex;
    gap: 4px;
  }
  dt,
  .muted {
    color: var(--ink-3);
  }
  dd {
    margin: 0;
    font-family: var(--mono);
    font-size: 10.5px;
    font-variant-numeric: tabular-nums;
    color: var(--ink);
  }
  .histogram {
    flex: none;
  }
  .words {
    max-width: 400px;
    max-height: 160px;
    margin: 4px 0 0;
    overflow: auto;
    font: 11.5px/16px var(--mono);
    color: var(--ink);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  p {
    margin: 2px 0 0;
  }
  summary {
    width: max-content;
    margin-top: 4px;
    cursor: pointer;
  }
  .table {
    max-width: 400px;
    max-height: 132px;
    margin-top: 4px;
    overflow: auto;
    border-top: var(--hair) solid var(--rule);
  }
  table {
    border-collapse: collapse;
    font: 10.5px/16px var(--mono);
    font-variant-numeric: tabular-nums;
    color: var(--ink);
  }
  th {
    position: sticky;
    left: 0;
    padding-right: 10px;
    background: var(--paper);
    font-weight: 400;
    text-align: left;
    color: var(--ink-3);
  }
  td {
    padding-right: 12px;
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    button,
    summary {
      min-width: 44px;
      min-height: 44px;
      line-height: 44px;
    }
  }
`
