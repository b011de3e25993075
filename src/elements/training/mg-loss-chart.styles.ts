import { css } from 'lit'

export const lossChartStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 6px;
    min-height: 20px;
    font-size: var(--t-11);
  }
  h2 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  .muted,
  .readout,
  summary {
    color: var(--ink-3);
  }
  .readout {
    margin-left: auto;
    white-space: nowrap;
  }
  .readout b {
    color: var(--ink);
    font-family: var(--mono);
    font-weight: 400;
    margin-right: 4px;
  }
  .readout b:last-child {
    margin-right: 0;
  }
  .plot {
    position: relative;
    cursor: crosshair;
    --thumb: 24px;
  }
  .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  svg .now {
    font-size: var(--t-18);
    font-weight: 600;
    fill: var(--logit);
  }
  /* The pointer of the playhead is drawn in the picture; this is what is taken hold of. */
  input {
    position: absolute;
    top: -5px;
    left: calc(var(--from) - var(--thumb) / 2);
    width: calc(var(--to) - var(--from) + var(--thumb));
    height: 24px;
    margin: 0;
    appearance: none;
    background: none;
    cursor: ew-resize;
  }
  input:disabled {
    visibility: hidden;
  }
  input::-webkit-slider-runnable-track {
    height: 24px;
  }
  input::-webkit-slider-thumb {
    appearance: none;
    width: var(--thumb);
    height: 24px;
    border: 0;
    border-radius: 2px;
    background: transparent;
  }
  input::-moz-range-thumb {
    width: var(--thumb);
    height: 24px;
    border: 0;
    border-radius: 2px;
    background: transparent;
  }
  input:focus-visible {
    outline: none;
  }
  input:focus-visible::-webkit-slider-thumb {
    outline: 2px solid var(--focus);
    outline-offset: -3px;
  }
  input:focus-visible::-moz-range-thumb {
    outline: 2px solid var(--focus);
    outline-offset: -3px;
  }
  svg .pinned {
    font-size: var(--t-13);
    font-weight: 600;
    fill: var(--logit);
  }
  .pins {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--s-2);
    width: calc(100% - 76px);
    min-height: 24px;
    margin-top: 2px;
    font-size: var(--t-11);
  }
  .pins button {
    min-height: 22px;
    padding: 0 var(--s-2);
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
  }
  .pins button:hover {
    border-color: var(--ink);
  }
  .pins [aria-disabled='true'] {
    border-color: var(--rule);
    color: var(--ink-3);
    cursor: default;
  }
  .pins .go {
    padding: 0;
    border: 0;
  }
  .pins i {
    display: inline-block;
    width: 15px;
    border: 1px solid var(--ink);
    font: 600 10px/13px var(--sans);
    text-align: center;
  }
  .pins i.b {
    background: var(--ink);
    color: var(--paper);
  }
  .said {
    min-height: 16px;
    margin: 4px 0 0;
    padding: 0;
    color: var(--ink-2);
    font-size: var(--t-11);
    list-style: none;
  }
  .said li {
    line-height: 16px;
  }
  .said svg {
    display: inline;
    overflow: visible;
  }
  .said b {
    color: var(--ink);
    font: 11px var(--mono);
  }
  details {
    font-size: var(--t-11);
  }
  /* At the right end, on the line of the axis' own name. */
  summary {
    width: max-content;
    margin: -20px 0 0 auto;
    line-height: 16px;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  table {
    margin-top: var(--s-2);
    border-collapse: collapse;
  }
  th,
  td {
    padding: 2px var(--s-4) 2px 0;
    font-weight: 400;
    text-align: right;
  }
  thead th {
    color: var(--ink-3);
    border-bottom: 1px solid var(--rule);
  }
  td {
    font-family: var(--mono);
  }
  @media (max-width: 700px) {
    .plot {
      --thumb: 44px;
    }
    input {
      top: -14px;
      height: 44px;
    }
    input::-webkit-slider-runnable-track,
    input::-webkit-slider-thumb {
      height: 44px;
    }
    input::-moz-range-thumb {
      height: 44px;
    }
    .pins {
      width: auto;
    }
    .pins button {
      min-height: 44px;
    }
    summary {
      margin: 0;
      line-height: 44px;
    }
  }
`
