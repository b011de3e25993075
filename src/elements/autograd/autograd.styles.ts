import { css } from 'lit'

export const autogradStyles = css`
  :host {
    display: block;
    padding: 10px 24px var(--s-5);
    container-type: inline-size;
    font-size: var(--t-12);
  }
  h2 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  p {
    margin: 0;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  code {
    font-family: var(--mono);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .top,
  .head,
  .presets,
  .controls,
  .choice {
    display: flex;
    align-items: center;
  }
  .top {
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 20px;
  }
  .presets,
  .controls {
    gap: 16px;
  }
  .presets label,
  .choice label {
    position: relative;
    color: var(--ink-2);
    line-height: 26px;
    white-space: nowrap;
    cursor: pointer;
  }
  .presets label:hover,
  .choice label:hover {
    color: var(--ink);
  }
  label input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label.chosen {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .controls button {
    min-height: 26px;
    color: var(--ink-2);
    white-space: nowrap;
  }
  .controls button:not(.next):hover {
    color: var(--ink);
  }
  .controls [aria-disabled='true'] {
    color: var(--ink-3);
  }
  .controls .next {
    padding: 0 12px;
    background: var(--ink);
    color: var(--paper);
    border-radius: var(--r-1);
  }
  .controls .next[aria-disabled='true'] {
    background: var(--sunk);
    color: var(--ink-3);
  }
  .controls [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
  }
  .head {
    justify-content: space-between;
    gap: var(--s-4);
    min-height: 44px;
  }
  .formula {
    font: italic 22px/1.2 var(--serif);
  }
  .typed {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0 12px;
    margin-bottom: 4px;
  }
  .typed label {
    color: var(--ink-3);
  }
  .typed .line {
    position: relative;
  }
  .typed input {
    box-sizing: border-box;
    width: 100%;
    height: 26px;
    padding: 0;
    border: 0;
    border-bottom: 1px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 12.5px/20px var(--mono);
  }
  .typed .caret {
    margin: 0;
    overflow: hidden;
    color: var(--grad);
    font: 600 12.5px/12px var(--mono);
  }
  .typed button {
    min-height: 26px;
    color: var(--ink-2);
  }
  .typed button:hover {
    color: var(--ink);
  }
  .problem {
    grid-column: 2 / -1;
    color: var(--grad);
  }
  .trouble {
    color: var(--grad);
  }
  .formula.long {
    font-size: 16px;
  }
  .counts {
    flex: none;
    color: var(--ink-3);
    text-align: right;
  }
  .counts small {
    font-size: var(--t-10);
  }
  .choice {
    gap: 12px;
    margin: 2px 0 4px;
  }
  .choice label {
    min-width: 18px;
    font: italic 16px/24px var(--serif);
    text-align: center;
  }
  .choice.by legend {
    float: left;
    padding: 0;
    color: var(--ink-3);
    font: 11px/24px var(--sans);
  }
  .choice.by label {
    font: 11px/22px var(--mono);
  }

  @container (max-width: 480px) {
    .presets {
      gap: 4px;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .presets,
    .controls {
      width: 100%;
    }
    .presets label {
      flex: none;
      padding: 0 6px;
    }
    .presets label,
    .choice label {
      box-sizing: border-box;
      min-width: 44px;
      line-height: 44px;
      text-align: center;
    }
    label:has(:focus-visible) {
      outline-offset: -2px;
    }
    .choice {
      gap: 4px;
    }
    .controls {
      justify-content: space-between;
    }
    .typed {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .typed label {
      grid-column: 1 / -1;
    }
    .typed input,
    .typed button {
      height: 44px;
    }
    .problem {
      grid-column: 1 / -1;
    }
    .controls button {
      min-width: 44px;
      min-height: 44px;
    }
    .controls .next {
      padding: 0 20px;
    }
    .head {
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-top: 8px;
    }
    .formula {
      font-size: 19px;
      white-space: nowrap;
    }
    .counts {
      text-align: left;
    }
    .counts br {
      display: none;
    }
    .counts small {
      margin-left: var(--s-2);
    }
  }
  @media (max-width: 700px) {
    :host {
      padding: 8px 16px var(--s-5);
    }
  }
`
