import { css } from 'lit'

export const appStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template-rows: var(--h-top) minmax(0, 1fr) auto auto;
    height: 100dvh;
    overflow: hidden;
    /* Two taps open a number: they are no request to zoom. */
    touch-action: manipulation;
  }
  .left {
    display: grid;
    grid-template: var(--h-tabs) auto minmax(0, 1fr) auto / minmax(0, 1fr);
  }
  .stage {
    grid-row: 3;
    position: relative;
    min-width: 0;
    min-height: 0;
    overflow: auto;
    outline: none;
  }
  mg-number-sheet {
    grid-row: 4;
  }
  mg-note-line {
    grid-row: 5;
    display: var(--note-display, flex);
    height: 24px;
    border-top: 1px solid var(--rule);
  }
  .invitation {
    margin: 0 var(--s-4) 0 auto;
    align-self: center;
    overflow: hidden;
    color: var(--ink);
    font-size: var(--t-12);
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .message {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--s-4);
    margin: 0;
    padding: 2px var(--s-4);
    background: var(--sunk);
    border-top: 1px solid var(--rule-2);
    font-size: var(--t-12);
  }
  .message[hidden] {
    display: none;
  }
  .message button {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink-2);
    font: inherit;
    text-decoration: underline;
    cursor: pointer;
  }
  .leader {
    position: absolute;
    inset: 0;
    z-index: 5;
    width: 100%;
    height: 100%;
    overflow: visible;
    pointer-events: none;
  }
  @media (max-width: 1180px) {
    .invitation {
      display: none;
    }
  }
  @media (max-width: 700px) {
    mg-split {
      position: relative;
    }
    .left {
      height: 100%;
    }
    mg-note-line {
      display: none;
    }
    .stage {
      padding-bottom: var(--drawer, 252px);
      scroll-padding-bottom: var(--drawer, 252px);
    }
  }
`
