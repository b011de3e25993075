import { css } from 'lit'

export const trainingControlsStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--s-2) var(--s-4);
    font-size: var(--t-12);
  }
  .buttons {
    display: flex;
    gap: var(--s-2);
  }
  button {
    min-height: 26px;
    padding: 0 var(--s-3);
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
  }
  button:hover {
    border-color: var(--ink);
  }
  .solid {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--paper);
  }
  .solid:hover {
    background: var(--ink-2);
  }
  button[aria-disabled='true'],
  button[aria-disabled='true']:hover {
    background: none;
    border-color: var(--rule);
    color: var(--ink-3);
    cursor: default;
  }
  .to-knobs {
    padding: 0;
    border: 0;
  }
  .pace {
    color: var(--ink-3);
  }
  select {
    min-height: 26px;
    border: 0;
    border-bottom: 1px solid var(--rule-2);
    border-radius: 0;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
  }
  p {
    margin: 0;
  }
  .progress {
    margin-left: auto;
    color: var(--ink-3);
  }
  .progress b {
    color: var(--ink);
    font-weight: 500;
  }
  p.note {
    width: 100%;
    max-width: none;
    font-size: var(--t-11);
  }
  .note b {
    font-weight: 600;
  }
  .heard {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* The buttons' own hints say the same. */
  @container training (min-width: 621px) {
    p.note {
      display: none;
    }
  }
  @container training (min-width: 521px) and (max-width: 620px) {
    p.note {
      order: 1;
      flex: 1;
      width: auto;
    }
    .progress {
      order: 2;
    }
  }
  @media (max-width: 700px) {
    .buttons {
      width: 100%;
    }
    .buttons button {
      flex: 1 0 auto;
      padding: 0 var(--s-2);
    }
    button,
    select {
      min-height: 44px;
    }
  }
`
