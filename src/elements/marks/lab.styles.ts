import { css, type CSSResult } from 'lit'
import { noteStyles } from './note.styles.ts'
import { roleStyles } from './role.styles.ts'
import { tableStyles } from './table.styles.ts'

const sheet = css`
  :host {
    display: block;
    container-type: inline-size;
    overflow-x: clip;
  }
  .page {
    padding: 10px 24px 20px;
  }
  .note {
    max-width: 100ch;
    margin: 2px 0 8px;
    line-height: 17px;
  }
  section {
    margin-top: 12px;
    padding-top: 9px;
    border-top: 1px solid var(--rule);
  }
  h2 {
    margin: 0 0 4px;
    font-size: var(--t-12);
    font-weight: 600;
    line-height: 18px;
  }
  h3 {
    margin: 0 0 4px;
    font-size: var(--t-11);
    font-weight: 400;
    line-height: 16px;
    color: var(--ink-3);
  }
  code,
  pre {
    font-family: var(--mono);
    font-size: 0.95em;
  }
  pre {
    margin: 0;
    overflow-x: auto;
    font-size: 11px;
    line-height: 17px;
  }
  pre b {
    font-weight: 600;
  }
  .place,
  .choice,
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 4px;
    font-size: var(--t-11);
  }
  .place {
    gap: 4px 20px;
    margin-bottom: 8px;
  }
  .row {
    gap: 4px 14px;
  }
  .choice span {
    margin-right: 2px;
    color: var(--ink-3);
  }
  .choice button {
    min-width: 24px;
    min-height: 24px;
    padding: 0 3px;
    color: var(--ink-2);
  }
  .choice button.letter,
  .mono {
    font-family: var(--mono);
  }
  .choice [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  .word-button {
    min-height: 24px;
    color: var(--ink-2);
    font-size: var(--t-11);
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
  }
  .word-button:hover:enabled {
    color: var(--ink);
    text-decoration-color: currentColor;
  }
  .word-button:disabled {
    text-decoration: none;
  }
  [role='switch'] {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    font-size: var(--t-12);
    text-align: left;
  }
  [role='switch']::before {
    content: '';
    flex: none;
    width: 9px;
    height: 9px;
    border: 1.5px solid var(--ink);
  }
  [role='switch'][aria-checked='true']::before {
    background: var(--ink);
  }
  details {
    font-size: var(--t-12);
  }
  table {
    margin: 0;
  }
  @container (max-width: 499px) {
    .page {
      padding: 12px 16px 24px;
    }
    summary,
    .word-button,
    [role='switch'] {
      min-height: 44px;
    }
    summary {
      line-height: 36px;
    }
    .choice button {
      min-width: 44px;
      min-height: 44px;
    }
  }
`

/** For a page of pictures that take one thing apart: sections between rules, choices in words, short notes. */
export const labStyles: CSSResult[] = [noteStyles, roleStyles, tableStyles, sheet]
