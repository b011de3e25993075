import { css } from 'lit'

/** The choice of what is shown, and the maps in all their sizes. */
export const mapsStyles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 16px;
    min-width: 0;
    margin-left: auto;
  }
  .choice {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 10px;
    font-size: var(--t-11);
  }
  .choice button:not(.word) {
    min-width: 20px;
    height: 18px;
    margin: -3px -3px;
    font-family: var(--mono);
  }
  .word,
  .choice button {
    color: var(--ink-2);
    font-size: var(--t-11);
    white-space: nowrap;
  }
  .word:hover,
  .choice button:hover {
    color: var(--ink);
  }
  [aria-pressed='true']:not(.over-title) {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  .word {
    height: 18px;
    margin: -3px 0;
  }
  .map,
  .small-map {
    position: relative;
  }
  /* Over the picture of the weights. */
  .map svg,
  .small-map svg {
    position: relative;
  }
  .map mg-weight-map {
    left: 20px;
    top: 34px;
  }
  .title {
    font-size: var(--t-11);
    line-height: 14px;
    color: var(--ink-3);
    white-space: nowrap;
  }
  .over-title {
    position: absolute;
    z-index: 1;
    left: 16px;
    top: -6px;
    width: 56px;
    height: 20px;
  }
  .over-title:hover ~ svg > text:first-of-type {
    fill: var(--ink);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  button.title:hover,
  .open .title {
    color: var(--ink);
    font-weight: 600;
  }
  .large {
    overflow-x: auto;
  }
  .pick {
    cursor: pointer;
  }
  .pick:hover text {
    font-weight: 700;
  }
  .layers-grid {
    width: 100%;
  }
  .layer-row {
    display: flex;
    align-items: flex-start;
    margin-bottom: 8px;
  }
  .layer-name {
    flex: 0 0 52px;
    padding-top: 16px;
    font-size: var(--t-11);
    line-height: 14px;
    color: var(--ink-3);
  }
  .layer-maps {
    display: flex;
    flex-wrap: wrap;
    gap: 6px var(--gap-maps, 10px);
  }
  .small-map .title {
    display: block;
    height: 16px;
    line-height: 16px;
  }
  .field {
    outline: none;
  }
  .field:focus-visible .hit {
    stroke: var(--focus);
    stroke-width: 2;
  }
  .selected header,
  .arcs header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 12px;
  }
  .heads {
    display: flex;
    flex-wrap: wrap;
    gap: 10px var(--gap-heads, 24px);
  }
  @container (max-width: 499px) {
    .choice button,
    .choice button:not(.word),
    .word {
      min-width: 44px;
      height: 44px;
      margin: 0;
    }
    [aria-pressed='true']:not(.over-title) {
      box-shadow: none;
      text-decoration: underline 2px;
      text-underline-offset: 6px;
    }
    .above {
      margin-bottom: 6px;
    }
    .choices {
      flex-wrap: nowrap;
      gap: 12px;
      margin: -6px -16px 0;
      padding: 0 16px;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .choice {
      flex: none;
      flex-wrap: nowrap;
      gap: 10px;
    }
    .layer-row {
      display: block;
    }
    .over-title::after,
    button.title::after {
      content: '';
      position: absolute;
      inset: -14px 0 auto;
      height: 44px;
    }
  }
`
