import { css } from 'lit'
import { noteStyles } from '../marks/note.styles.ts'

const shared = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
    line-height: 20px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
    margin-bottom: 4px;
    font-size: var(--t-12);
  }
  .head .end {
    margin-left: auto;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .head b {
    font: 500 11.5px var(--mono);
    color: var(--ink);
  }
  .note {
    margin: 4px 0 0;
    line-height: 17px;
  }
  input[type='text'] {
    box-sizing: border-box;
    min-width: 0;
    height: 24px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1.5px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 14px var(--mono);
  }
  input::placeholder {
    color: var(--ink-3);
    font: 11.5px var(--sans);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--grad);
  }
  .problem {
    margin: 2px 0 0;
    color: var(--grad);
    font-size: var(--t-11);
  }
  .problem:empty {
    display: none;
  }
  .word-button {
    min-height: 24px;
    border-bottom: 1px solid var(--rule-2);
    font-size: var(--t-12);
    white-space: nowrap;
  }
  .word-button:hover {
    border-color: var(--ink);
  }
  summary {
    width: max-content;
    color: var(--ink-3);
    font-size: var(--t-10);
    line-height: 20px;
    cursor: pointer;
  }
  summary:hover {
    color: var(--ink);
  }
  .scroller {
    overflow: auto;
    max-height: 320px;
  }
  table {
    border-collapse: collapse;
    font-size: var(--t-11);
  }
  details td,
  details th {
    padding: 1px 8px 1px 0;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  details td {
    font-family: var(--mono);
  }
  details th {
    color: var(--ink-3);
  }
  @media (max-width: 700px) {
    summary,
    .word-button,
    input[type='text'] {
      min-height: 44px;
    }
    summary {
      line-height: 44px;
    }
    /* The target is high, the line stays with its letters. */
    .word-button {
      border-bottom-color: transparent;
      text-decoration: underline 1px var(--rule-2);
      text-underline-offset: 4px;
    }
    input[type='text'] {
      border-bottom-color: transparent;
      background: linear-gradient(var(--ink), var(--ink)) 0 33px / 100% 1.5px no-repeat;
    }
  }
`

/** For every part of the tab. */
export const partStyles = [noteStyles, shared]
