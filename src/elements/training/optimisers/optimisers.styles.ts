import { css } from 'lit'

export const optimisersStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
  }
  .head code {
    color: var(--logit);
    font-weight: 400;
  }
  .runs {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 190px;
    gap: 24px;
  }
  .plot {
    cursor: crosshair;
  }
  .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .rates {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .rate p,
  h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    font-size: var(--t-12);
    color: var(--ink);
  }
  .rate output {
    margin-left: auto;
    font-family: var(--mono);
  }
  b {
    font-weight: 600;
  }
  .unit,
  .problem,
  .rate .problem {
    margin: 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .rate .problem {
    color: var(--grad);
  }
  .before {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    align-items: end;
    gap: 6px 28px;
  }
  .before pre {
    color: var(--ink-2);
  }
  h2 .unit {
    margin-left: 4px;
    font-weight: 400;
  }
  .updates {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 4fr);
    gap: 0 28px;
    margin-top: 8px;
  }
  .update {
    padding: 8px 0 10px;
    border-top: 1px solid var(--rule);
  }
  .adam {
    grid-column: 2;
    grid-row: 1 / 3;
  }
  .update h3 {
    margin-bottom: 4px;
  }
  pre,
  .code {
    display: block;
    font: 11px/17px var(--mono);
    text-align: left;
    white-space: pre;
  }
  .code {
    width: 100%;
    overflow-x: auto;
  }
  .code:hover {
    background: var(--grad-w);
  }
  .update .note {
    margin: 4px 0;
    color: var(--ink-3);
    font-size: var(--t-11);
    line-height: 16px;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0 12px;
    margin: 6px 0 0;
    font: 10.5px/18px var(--mono);
  }
  dt {
    color: var(--grad);
  }
  dd {
    display: grid;
    grid-template-columns: 66px minmax(0, 1fr);
    gap: 8px;
    margin: 0;
  }
  dd b {
    text-align: right;
  }
  dd span {
    color: var(--ink-2);
  }
  @container (max-width: 619px) {
    .runs,
    .before,
    .updates {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .adam {
      grid-column: 1;
      grid-row: auto;
    }
    .rates {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 2px 20px;
    }
    .rates > .unit {
      grid-column: 1 / -1;
    }
  }
  @container (max-width: 499px) {
    .rates {
      grid-template-columns: minmax(0, 1fr);
    }
    .code {
      min-height: 44px;
    }
  }
`
