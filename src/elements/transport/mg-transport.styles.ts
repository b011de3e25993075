import { css } from 'lit'

export const transportStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--s-4);
    height: var(--h-transport);
    padding: 0 var(--s-4);
    border-top: 1px solid var(--rule-2);
  }
  .buttons {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .buttons .icon-button {
    width: 34px;
    height: 34px;
  }
  .icon {
    width: 18px;
    height: 18px;
    fill: currentColor;
  }
  .play {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 36px;
    height: 36px;
    flex: none;
    margin: 0 4px;
    border-radius: 50%;
    background: var(--ink);
    color: var(--paper);
  }
  .play:hover {
    background: var(--ink-2);
  }
  .play:focus-visible {
    border-radius: 50%;
  }
  .more {
    display: none;
  }
  .score {
    user-select: none;
    min-width: 0;
    height: 56px;
    cursor: pointer;
    touch-action: none;
  }
  svg {
    display: block;
    overflow: visible;
    font-family: var(--sans);
  }
  .label,
  .here {
    font-size: 10px;
    fill: var(--ink-3);
  }
  .here {
    fill: var(--ink);
    font-weight: 600;
  }
  .words {
    font-size: 11px;
    fill: var(--ink);
  }
  .readout {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 2px;
    min-width: 104px;
    font-size: var(--t-11);
    color: var(--ink-3);
    white-space: nowrap;
  }
  .readout b {
    font-weight: 500;
    color: var(--ink);
  }
  select {
    padding: 0;
    border: 0;
    background: var(--paper);
    color: var(--ink);
    font: 500 11px var(--sans);
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  @media (max-width: 700px) {
    :host {
      grid-template: 48px 52px / minmax(0, 1fr) auto;
      row-gap: 0;
      padding: 2px 12px;
    }
    .score {
      grid-column: 1 / -1;
      grid-row: 1;
      height: 48px;
    }
    .buttons .icon-button,
    .play {
      width: 44px;
      height: 44px;
    }
    .more {
      display: inline-flex;
      font-size: 18px;
    }
    .readout {
      gap: 0;
      min-width: 0;
    }
    .word {
      display: none;
    }
    .step {
      display: none;
    }
    select {
      min-height: 24px;
    }
  }
`
