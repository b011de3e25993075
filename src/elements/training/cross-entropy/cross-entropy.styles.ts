import { css } from 'lit'

export const crossEntropyStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
  }
  h2 code {
    margin-left: 4px;
    color: var(--logit);
    font-weight: 400;
  }
  .plot {
    margin-top: 10px;
    touch-action: pan-y;
  }
  .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .try {
    display: grid;
    grid-template-columns: 220px minmax(0, 1fr);
    gap: 4px 24px;
    align-items: center;
    margin-top: 6px;
  }
  .try p {
    min-height: 34px;
    margin: 0;
    color: var(--ink-2);
    font-size: var(--t-12);
  }
  .try b,
  .note b {
    color: var(--ink);
    font: 500 11.5px var(--mono);
  }
  .sum {
    margin: 2px 0 6px;
    font: 11.5px/18px var(--mono);
    overflow-wrap: anywhere;
  }
  .sum b {
    color: var(--logit);
    font-weight: 600;
  }
  @container (max-width: 559px) {
    .try {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`
