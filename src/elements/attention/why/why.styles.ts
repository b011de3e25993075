import { css } from 'lit'

export const whyStyles = css`
  .knobs {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 4px 28px;
    margin-bottom: 6px;
  }
  .knobs mg-slider {
    flex: 0 1 210px;
    min-width: 150px;
  }
  .verdict,
  .switch p {
    margin: 4px 0 0;
    font-size: var(--t-12);
    line-height: 18px;
  }
  .verdict {
    min-height: 36px;
  }
  .switch p {
    margin: 0;
  }
  .verdict b,
  .switch b {
    font: 400 11px var(--mono);
  }
  .switch .now {
    font-weight: 700;
  }
  .switch {
    align-items: center;
    gap: 4px 20px;
    font-size: var(--t-12);
  }
  .charts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
  }
  figure {
    margin: 0;
  }
  figcaption {
    color: var(--ink-2);
    font-size: var(--t-11);
  }
  .halo-text {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
  }
  @container (max-width: 499px) {
    .knobs mg-slider {
      flex: 1 1 100%;
    }
  }
`
