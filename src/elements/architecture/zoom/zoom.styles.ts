import { css } from 'lit'

export const zoomStyles = css`
  :host {
    display: block;
    min-height: 100%;
    touch-action: pan-x pan-y;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--s-3);
    height: 42px;
    margin: 0 24px;
    background: var(--paper);
    border-bottom: 1px solid var(--rule);
  }
  nav {
    display: flex;
    align-items: center;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
    white-space: nowrap;
  }
  nav button {
    flex: none;
    min-height: 24px;
    padding: 2px 0;
    color: var(--ink-2);
    border-bottom: 2px solid transparent;
  }
  nav button:hover {
    color: var(--ink);
  }
  nav .code {
    font: 12.5px var(--mono);
  }
  nav [aria-current] {
    color: var(--role, var(--ink));
    font-weight: 600;
    border-color: var(--role, var(--ink));
  }
  .mark-between {
    margin: -3px 9px 0;
    color: var(--ink-3);
    font-size: 14px;
  }
  .body {
    overflow: clip;
  }
  .note {
    padding: 8px 24px 0;
  }
  .picture {
    position: relative;
    padding-top: 6px;
  }
  .picture svg .name {
    font-size: 11.5px;
    font-weight: 600;
  }
  .picture svg .sans {
    font-family: var(--sans);
    font-weight: 400;
  }
  .picture svg .heading {
    font-size: var(--t-12);
  }
  .picture svg .result {
    font-size: var(--t-12);
  }
  .picture svg .over {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .picture svg text {
    font-variant-numeric: tabular-nums;
  }
  .pixels image {
    image-rendering: pixelated;
  }
  [data-op] {
    cursor: pointer;
  }
  .numbers {
    pointer-events: none;
  }
  .opener {
    outline: none;
  }
  .opener:hover text {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .opener:focus-visible .hit {
    stroke: var(--focus);
    stroke-width: 2;
  }
  .rows {
    position: absolute;
    top: calc(6px + var(--nav-y));
    right: 24px;
    display: flex;
    align-items: center;
    color: var(--ink-3);
    font: var(--t-11) var(--mono);
    background: var(--paper);
  }
  .rows button {
    width: 24px;
    height: 24px;
    color: var(--ink-2);
    font-size: var(--t-15);
  }
  .rows button:hover {
    background: var(--sunk);
  }
  mg-number-card {
    scroll-margin-top: 44px;
    margin: 0 8px;
    border-top: 1px solid var(--rule);
  }
  details {
    margin: 0 24px;
    padding: 4px 0 12px;
  }
  summary {
    display: inline-block;
    color: var(--ink-2);
    font-size: var(--t-11);
    line-height: 24px;
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .sheet {
    max-height: 320px;
    overflow: auto;
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
  thead th {
    color: var(--ink-3);
  }
  @media (max-width: 700px) {
    .head,
    details {
      margin: 0 12px;
    }
    .note {
      padding: 8px 12px 0;
    }
    nav button,
    summary,
    .rows button {
      min-height: 44px;
      min-width: 44px;
      line-height: 40px;
    }
    nav button {
      min-width: 0;
    }
    .slash {
      display: none;
    }
    .rows {
      right: 4px;
    }
  }
`
