import { css } from 'lit'

export const playgroundStyles = css`
  .set {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 28px;
  }
  mg-key-plot {
    flex: none;
    width: 192px;
  }
  .controls {
    display: grid;
    flex: 1;
    align-content: start;
    min-width: 240px;
    gap: 8px;
  }
  .sliders {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 4px 24px;
    font-family: var(--mono);
  }
  .sliders.many {
    grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
    gap: 2px 16px;
  }
  .controls .row {
    align-items: center;
  }
  .leans {
    margin: 6px 0 0;
    font-size: var(--t-11);
    line-height: 17px;
    color: var(--ink-2);
  }
  .leans b {
    font: 600 11px var(--mono);
    color: var(--ink);
  }
  .held {
    min-height: 17px;
    margin: 6px 0 0;
    font-size: var(--t-12);
    line-height: 17px;
  }
  @container (max-width: 499px) {
    mg-key-plot {
      width: 100%;
    }
  }
`
