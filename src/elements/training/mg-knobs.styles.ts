import { css } from 'lit'

export const knobsStyles = css`
  :host {
    display: block;
    outline: none;
    font-size: var(--t-12);
  }
  h2,
  h3 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  h3 {
    grid-column: 1 / -1;
    color: var(--ink-3);
    font-size: var(--t-11);
    font-weight: 400;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px var(--s-4);
    margin-bottom: 2px;
  }
  .more {
    min-height: 22px;
    margin-left: auto;
    font-size: var(--t-11);
  }
  .models {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--s-4);
    align-items: baseline;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .models button {
    min-height: 22px;
  }
  .models [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    text-decoration: none;
  }
  .knobs {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 4px 20px;
  }
  .knobs + .knobs {
    margin-top: 8px;
  }
  mg-slider,
  .field {
    min-width: 0;
  }
  .changed {
    position: relative;
  }
  .changed::before {
    content: '';
    position: absolute;
    top: 5px;
    left: -9px;
    width: 5px;
    height: 5px;
    background: var(--ink);
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    align-items: center;
    gap: 2px 22px;
    min-height: 28px;
  }
  .beside {
    grid-column: 1 / -2;
  }
  .field {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--ink-3);
    white-space: nowrap;
  }
  select,
  .field input[type='number'] {
    min-height: 24px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1px solid var(--rule-2);
    border-radius: 0;
    background: var(--paper);
    color: var(--ink);
    font: 12px var(--mono);
  }
  .field input[type='number'] {
    width: 11ch;
    appearance: textfield;
  }
  input::-webkit-inner-spin-button {
    display: none;
  }
  input[type='checkbox'] {
    margin: 0;
    accent-color: var(--ink);
  }
  :is(select, input):focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .outcome {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px var(--s-4);
    align-items: center;
    min-height: 26px;
    margin-top: 2px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 0;
  }
  dl > div {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  dt {
    color: var(--ink-3);
  }
  dd {
    margin: 0;
    font-family: var(--mono);
  }
  dd b {
    font-weight: 600;
  }
  dd s {
    color: var(--ink-3);
    text-decoration: none;
  }
  .problem {
    margin: 0;
    color: var(--ink);
  }
  .ways {
    display: flex;
    gap: var(--s-2);
  }
  .ways button {
    min-height: 26px;
    padding: 0 var(--s-3);
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
  }
  .ways button:hover {
    border-color: var(--ink);
  }
  .ways .solid {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--paper);
  }
  .ways button[aria-disabled='true'] {
    border-color: var(--rule);
    background: none;
    color: var(--ink-3);
    cursor: default;
  }
  .note {
    max-width: none;
    margin-top: 2px;
    font-size: var(--t-11);
  }
  @container training (max-width: 620px) {
    .knobs {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .models {
      order: 1;
      width: 100%;
    }
  }
  @container training (max-width: 420px) {
    .knobs {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .outcome {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 700px) {
    mg-slider,
    .models button,
    .more,
    .field,
    select,
    .field input[type='number'],
    .ways button {
      min-height: 44px;
    }
    .field input[type='checkbox'] {
      width: 22px;
      height: 22px;
    }
  }
`
