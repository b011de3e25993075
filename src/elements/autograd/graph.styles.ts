import { css } from 'lit'

export const graphStyles = css`
  .graph {
    margin: 4px 0 10px;
    overflow-x: auto;
  }
  .graph svg {
    margin: 0 auto;
  }
  .words {
    pointer-events: none;
  }
  .number .name {
    font: italic 18px var(--serif);
  }
  .number.here .name {
    fill: var(--grad);
  }
  .number.unmade .name,
  .number.ahead .name {
    fill: var(--ink-3);
  }
  .number .remark {
    font: 10px var(--sans);
    fill: var(--ink-3);
  }
  .number .mono {
    font-size: 12px;
  }
  .number .data:not(.mono) {
    fill: var(--ink-3);
  }
  .number .grad {
    fill: var(--grad);
  }
  .number.here .grad.mono {
    font-weight: 700;
  }
  .operator {
    fill: var(--paper);
    stroke: var(--ink-3);
  }
  .sign {
    font-size: 14px;
  }
  .wire,
  .rows {
    cursor: pointer;
  }
  .wire-label text {
    fill: var(--ink-2);
  }
  .wire-label .under {
    stroke: var(--paper);
    stroke-width: 4;
    stroke-linejoin: round;
  }
  .wire-label .mono {
    font-size: 11.5px;
    fill: var(--ink);
  }
  .wire-label.ahead text {
    fill: var(--ink-3);
  }
  .wire-label.now text {
    fill: var(--grad);
    font-weight: 700;
  }
`
