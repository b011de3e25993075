import { css } from 'lit'

export const heldFieldStyles = css`
  :host {
    display: block;
    font-size: var(--t-12);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--s-3);
  }
  label {
    display: flex;
    align-items: center;
    gap: var(--s-2);
    color: var(--ink-3);
    white-space: nowrap;
  }
  input[type='number'] {
    box-sizing: border-box;
    width: 92px;
    height: 26px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1.5px solid var(--rule-2);
    background: none;
    color: var(--ink);
    font: 12px/1 var(--mono);
    text-align: right;
    appearance: textfield;
  }
  input[type='number']::-webkit-inner-spin-button {
    appearance: none;
  }
  :host([data-held]) input[type='number'] {
    border-color: var(--ink);
    font-weight: 600;
  }
  .line {
    position: relative;
    flex: 1 1 140px;
    max-width: 260px;
  }
  input[type='range'] {
    display: block;
    width: 100%;
    height: 24px;
    margin: 0;
    appearance: none;
    background: none;
    cursor: pointer;
  }
  input[type='range']::-webkit-slider-runnable-track {
    height: 2px;
    background: var(--rule-2);
  }
  input[type='range']::-moz-range-track {
    height: 2px;
    background: var(--rule-2);
  }
  input[type='range']::-webkit-slider-thumb {
    appearance: none;
    width: 13px;
    height: 13px;
    margin-top: -5.5px;
    border: 1.5px solid var(--ink);
    border-radius: 50%;
    background: var(--paper);
  }
  input[type='range']::-moz-range-thumb {
    width: 10px;
    height: 10px;
    border: 1.5px solid var(--ink);
    border-radius: 50%;
    background: var(--paper);
  }
  :host([data-held]) input[type='range']::-webkit-slider-thumb {
    background: var(--ink);
  }
  :host([data-held]) input[type='range']::-moz-range-thumb {
    background: var(--ink);
  }
  /* Where the number was, and zero. */
  .line i {
    position: absolute;
    top: 6px;
    left: calc(6.5px + (100% - 13px) * var(--at, 0.5));
    width: 1px;
    height: 12px;
    background: var(--rule-2);
    pointer-events: none;
  }
  .line .was {
    width: 1.5px;
    background: var(--ink);
  }
  p {
    margin: 2px 0 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  p b {
    color: var(--ink);
    font: 500 11px/1 var(--mono);
  }
  button {
    color: var(--ink-2);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  @media (max-width: 700px) {
    input[type='number'],
    button {
      min-width: 44px;
      height: 44px;
      font-size: 16px;
    }
    button {
      font-size: var(--t-12);
    }
    input[type='range'] {
      height: 44px;
    }
    .line i {
      top: 16px;
    }
  }
`
