import { css } from 'lit'

export const valueStyles = css`
  .stage {
    display: grid;
    grid-template-columns: minmax(0, 400px) minmax(0, 1fr);
    gap: 8px 24px;
    align-items: start;
    margin: 6px 0;
  }
  .stage .scroller {
    min-width: 0;
    margin: 0;
  }
  .object .name {
    font: italic 18px var(--serif);
    fill: var(--ink);
  }
  .object.gone text {
    fill: var(--ink-3);
  }
  .object .remark {
    font: 10px var(--sans);
    fill: var(--ink-3);
  }
  .under {
    stroke: var(--paper);
    stroke-width: 4;
    stroke-linejoin: round;
  }
  .printed {
    margin: 4px 0 0;
    font: 11.5px/18px var(--mono);
  }
  .printed .stop {
    color: var(--grad);
  }
  .six td:first-child {
    font: italic 15px var(--serif);
  }
  .six button {
    min-height: 24px;
    font: italic 15px var(--serif);
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
  }
  .six .chosen > * {
    background: var(--grad-w);
  }
  .leaves {
    border: 0;
    margin: 0;
    padding: 4px 0;
  }
  .leaves h2 {
    display: none;
  }
  .sliders {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 18px;
  }
  .sliders mg-slider {
    flex: 1 1 90px;
    max-width: 152px;
  }
  @container (max-width: 620px) {
    .stage {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 480px) {
    .six button {
      min-height: 44px;
    }
  }
`
