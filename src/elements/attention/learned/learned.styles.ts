import { css } from 'lit'

export const learnedStyles = css`
  .above {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0 24px;
  }
  .above mg-slider {
    flex: 1 1 220px;
    max-width: 420px;
  }
  section {
    padding: 8px 0 12px;
    border-top: 1px solid var(--rule);
  }
  h2 b {
    font: 400 12px var(--mono);
  }
  .wait {
    min-height: 60px;
  }
  .strip {
    display: grid;
    grid-template-columns: repeat(10, minmax(0, 1fr));
    gap: 8px 10px;
    margin-top: 8px;
  }
  .strip button {
    position: relative;
    display: grid;
    justify-items: start;
    padding: 0 0 3px;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    font: 10.5px/15px var(--mono);
    color: var(--ink-2);
  }
  /* For those who hear it. */
  .strip i {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .strip span {
    margin-top: 4px;
  }
  .strip small {
    font-size: 10px;
    color: var(--logit);
  }
  .strip button:hover span {
    color: var(--ink);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .strip [aria-current='true'] {
    color: var(--ink);
    font-weight: 600;
    border-color: var(--ink);
  }
  .both {
    display: flex;
    flex-wrap: wrap;
    gap: 14px 28px;
  }
  .now {
    flex: 0 0 var(--now, 210px);
  }
  .habits {
    flex: 1 1 330px;
    min-width: 0;
  }
  .lesson {
    max-width: 62ch;
    margin-top: 6px;
    line-height: 1.5;
  }
  .lesson b {
    color: var(--attn);
  }
  .names {
    margin-top: 4px;
    color: var(--ink-3);
    overflow-wrap: anywhere;
  }
  svg .attn {
    fill: var(--attn);
  }
  svg .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
  }
  .overview td b {
    color: var(--attn);
  }
  .overview th {
    font-family: var(--sans);
  }
  .overview small {
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  .overview button {
    min-height: 24px;
    color: var(--ink-2);
  }
  .overview .chosen button {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--attn);
  }
  .overview tr:last-child :is(th, td) {
    padding-top: 4px;
    border-top: 1px solid var(--rule);
    color: var(--ink-3);
  }
  .all table {
    margin-bottom: 0;
  }
  @container (max-width: 547px) {
    .strip {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .strip button {
      min-height: 44px;
    }
    .overview button {
      min-height: 44px;
    }
    .now {
      flex-basis: 100%;
    }
  }
`
