import { css } from 'lit'

export const plotStyles = css`
  svg {
    display: block;
    box-sizing: content-box;
    margin: 0 auto;
    border: 1px solid var(--rule);
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }
  p {
    display: flex;
    gap: 4px 14px;
    margin: 6px 0 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  select {
    min-height: 24px;
    color: var(--ink);
    background: var(--paper);
    border: 0;
    border-bottom: 1px solid var(--rule-2);
    font: 11px var(--mono);
  }
  .halo-text {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
  }
  @media (max-width: 700px) {
    p {
      justify-content: center;
    }
    select {
      min-height: 44px;
    }
  }
`
