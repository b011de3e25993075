import { css } from 'lit'

export const topBarStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) var(--w-code);
    align-items: center;
    height: var(--h-top);
    padding-left: var(--s-4);
    border-bottom: 1px solid var(--rule);
    white-space: nowrap;
    position: relative;
  }
  .name {
    margin: 0;
    font: 600 14px/1 var(--mono);
    letter-spacing: -0.02em;
  }
  .name i {
    font: italic 400 17px/1 var(--serif);
    letter-spacing: 0;
  }
  .summary {
    display: flex;
    align-items: baseline;
    gap: var(--s-4);
    margin: 0 0 0 var(--s-5);
    overflow: hidden;
    color: var(--ink-3);
    font-size: var(--t-12);
  }
  .summary b {
    font-weight: 500;
    color: var(--ink);
  }
  .reading {
    display: flex;
    align-items: center;
    height: 100%;
    min-width: 0;
    padding-right: 76px;
    border-left: 1px solid var(--rule-2);
  }
  mg-token-strip {
    flex: 0 1 auto;
  }
  form {
    display: flex;
    flex: 1 1 130px;
    align-items: center;
    height: 100%;
    min-width: 132px;
  }
  input {
    flex: 1;
    min-width: 0;
    height: 100%;
    padding: 0 var(--s-3);
    border: 0;
    background: none;
    color: var(--ink);
    font: inherit;
    font-size: var(--t-12);
  }
  input:placeholder-shown {
    text-overflow: ellipsis;
  }
  input::placeholder {
    color: var(--ink-2);
    opacity: 1;
  }
  input:focus-visible {
    outline-offset: -2px;
  }
  .clear {
    padding: 0 var(--s-2);
    color: var(--ink-3);
    font-size: var(--t-12);
    text-decoration: underline;
  }
  .actions {
    position: absolute;
    right: var(--s-3);
    display: flex;
    gap: var(--s-1);
  }
  .said:not(:empty) {
    position: absolute;
    top: 34px;
    right: 0;
    z-index: 8;
    padding: var(--s-1) var(--s-2);
    background: var(--paper);
    border: 1px solid var(--ink-3);
    font-size: var(--t-12);
  }
  @media (max-width: 1180px) {
    .wide {
      display: none;
    }
  }
  @media (max-width: 700px) {
    :host {
      grid-template: 44px 44px / 1fr auto;
      padding: 0;
    }
    .name {
      padding-left: var(--s-3);
    }
    .summary {
      margin: 0 100px 0 0;
      justify-self: end;
    }
    .middle {
      display: none;
    }
    .actions {
      top: 0;
      right: 0;
    }
    .reading {
      grid-row: 2;
      grid-column: 1 / -1;
      padding: 0;
      border-left: 0;
      border-top: 1px solid var(--rule);
    }
    mg-token-strip {
      flex: 1 1 auto;
    }
    form {
      flex: 0 0 112px;
    }
    input {
      padding: 0 0 0 var(--s-3);
      font-size: 16px;
    }
  }
`
