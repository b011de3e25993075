import { css } from 'lit'

export const flowStyles = css`
  .head mg-slider {
    flex: 0 1 300px;
    min-width: 200px;
    margin-left: auto;
  }
  .part {
    margin-bottom: 10px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 28px;
  }
  .row {
    cursor: pointer;
    outline: none;
  }
  .row .hit.active {
    pointer-events: auto;
  }
  .row:hover .hit:not(.active) {
    fill: var(--sunk);
  }
  .row:focus-visible .hit {
    stroke: var(--focus);
    stroke-width: 2;
  }
  .row :not(.hit) {
    pointer-events: none;
  }
  .through {
    pointer-events: none;
  }
  .zeros {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .zeros li {
    display: grid;
    grid-template-columns: 112px 1fr;
    gap: 0 12px;
    align-items: baseline;
    line-height: 21px;
  }
  .zeros button {
    color: var(--ink-2);
    font: 11px var(--mono);
    text-align: right;
  }
  .zeros button b {
    color: var(--hue);
    font-weight: 700;
  }
  .zeros button:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  @media (max-width: 700px) {
    .head mg-slider {
      flex-basis: 100%;
    }
    .zeros button {
      min-height: 44px;
    }
    .zeros li {
      grid-template-columns: 88px 1fr;
      padding: 2px 0;
      line-height: 17px;
    }
  }
`
