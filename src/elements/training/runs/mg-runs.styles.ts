import { css } from 'lit'

export const runsStyles = css`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
    font-size: var(--t-11);
  }
  .unit {
    display: none;
    color: var(--ink-3);
  }
  .keep {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--s-4);
  }
  h2 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  ul {
    max-height: 236px;
    margin: 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr) auto;
    gap: 0 5px;
    align-items: center;
    padding: 2px 0;
  }
  .shown {
    position: relative;
    display: inline-flex;
    align-items: center;
    height: 20px;
    cursor: pointer;
  }
  .shown input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .shown:focus-within {
    outline: 2px solid var(--focus);
  }
  .sample {
    width: 22px;
    height: 8px;
  }
  .is-hidden .sample {
    opacity: 0.25;
  }
  .is-hidden .name {
    color: var(--ink-3);
  }
  .name {
    min-width: 0;
    overflow: hidden;
    font: 11.5px/20px var(--mono);
    text-align: left;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button.name:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .now .name {
    font-weight: 600;
  }
  .mean {
    grid-column: 2;
    display: flex;
    justify-content: space-between;
    color: var(--ink-3);
  }
  .mean b {
    color: var(--ink);
    font: 11.5px var(--mono);
  }
  .now .mean b {
    color: var(--logit);
    font-weight: 600;
  }
  .more {
    grid-row: 1;
    grid-column: 3;
    height: 20px;
    min-width: 22px;
  }
  .ways {
    grid-column: 2 / -1;
    display: flex;
    gap: var(--s-3);
  }
  .plain {
    min-height: 22px;
  }
  .plain[aria-disabled='true'] {
    color: var(--ink-3);
    text-decoration: none;
    cursor: default;
  }
  .rename {
    box-sizing: border-box;
    grid-column: 2 / -1;
    width: 100%;
    min-width: 0;
    padding: 1px 4px;
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
    background: var(--raise);
    color: var(--ink);
    font: 11.5px/16px var(--mono);
  }
  .note {
    margin: var(--s-1) 0;
    color: var(--ink-2);
    overflow-wrap: anywhere;
  }
  input[type='file'] {
    display: none;
  }
  /* A strip, where there is the width: everything of a run in one line. */
  @container (min-width: 300px) {
    .runs {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 var(--s-3);
    }
    .unit {
      display: inline;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--s-5);
      order: 1;
      width: 100%;
      max-height: 132px;
      align-items: flex-start;
    }
    .keep {
      margin-left: auto;
    }
    li {
      grid-template-columns: 22px auto auto auto;
    }
    .mean {
      grid-row: 1;
      grid-column: 3;
    }
    .mean span {
      display: none;
    }
    .more {
      grid-column: 4;
    }
    .name {
      max-width: min(440px, 60cqw);
    }
  }
  @media (max-width: 700px) {
    .plain,
    button.name {
      min-height: 44px;
    }
    .shown,
    .more {
      min-width: 44px;
      height: 44px;
    }
    li,
    ul {
      width: 100%;
      max-height: none;
    }
    li {
      grid-template-columns: 44px minmax(0, 1fr) auto 44px;
    }
    .rename {
      min-height: 44px;
      font-size: 16px;
    }
  }
`
