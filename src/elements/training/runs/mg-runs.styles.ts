import { css } from 'lit'

export const runsStyles = css`
  :host {
    display: block;
    min-width: 0;
    font-size: var(--t-11);
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    min-height: 20px;
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
  }
  .more summary {
    width: 20px;
    height: 20px;
    color: var(--ink-3);
    line-height: 18px;
    text-align: center;
    list-style: none;
    cursor: pointer;
  }
  .more summary::-webkit-details-marker {
    display: none;
  }
  .more summary:hover {
    color: var(--ink);
  }
  .ways {
    grid-column: 2 / -1;
    display: flex;
    gap: var(--s-3);
  }
  .plain {
    min-height: 22px;
    color: var(--ink-2);
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
  }
  .plain:hover {
    color: var(--ink);
    text-decoration-color: currentColor;
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
  @media (max-width: 700px) {
    .plain,
    button.name {
      min-height: 44px;
    }
    .shown,
    .more summary {
      width: 44px;
      height: 44px;
      line-height: 44px;
    }
    li {
      grid-template-columns: 44px minmax(0, 1fr) 44px;
    }
    .rename {
      min-height: 44px;
      font-size: 16px;
    }
  }
`
