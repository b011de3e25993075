import { css, type CSSResult } from 'lit'
import { findingsStyles } from './findings.styles.ts'

const frame = css`
  :host {
    display: block;
    container: guardrail / inline-size;
    overflow-x: clip;
  }
  .page {
    padding: 12px 24px 24px;
    font-size: var(--t-12);
  }
  h2,
  h3 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
    line-height: 20px;
  }
  h2 {
    font-size: var(--t-13);
  }
  .rule {
    max-width: 84ch;
    margin: 2px 0 4px;
  }
  .note {
    line-height: 17px;
  }
  code {
    font: 11.5px/17px var(--mono);
    overflow-wrap: anywhere;
  }
  .work {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 270px);
    margin-top: 10px;
    border-top: 1px solid var(--rule);
  }
  .code {
    padding: 8px 16px 12px 0;
  }
  .side {
    padding: 8px 0 12px 16px;
    border-left: 1px solid var(--rule);
  }
  .buttons,
  .files {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 16px;
    margin: 8px 0 0;
  }
  .main {
    min-height: 28px;
    padding: 0 14px;
    border-radius: var(--r-1);
    background: var(--ink);
    color: var(--paper);
    font-weight: 600;
  }
  .word-button {
    min-height: 24px;
    border-bottom: 1px solid var(--rule-2);
    white-space: nowrap;
  }
  .word-button:hover:not(:disabled) {
    border-color: var(--ink);
  }
  .problem,
  .checked {
    margin: 4px 0 0;
    color: var(--grad);
  }
  .checked {
    color: var(--ink);
  }
  .problem:empty,
  .checked:empty {
    display: none;
  }
  form {
    display: flex;
    align-items: baseline;
    gap: 12px;
    margin-bottom: 6px;
  }
  input[type='text'] {
    flex: 1 1 0;
    min-width: 0;
    height: 28px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1.5px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 13px var(--mono);
  }
  input::placeholder {
    color: var(--ink-3);
    font: 11.5px var(--sans);
    opacity: 1;
  }
  input[type='file'] {
    display: none;
  }
  .said {
    min-height: 118px;
    max-height: 236px;
    overflow-y: auto;
    margin: 8px 0 10px;
  }
  .said ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .said li {
    padding: 3px 0;
    border-top: 1px solid var(--rule);
  }
  .said code,
  .said span {
    display: block;
  }
  .said .request {
    color: var(--ink-3);
  }
  .said .drawn {
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .side h3 + .files {
    margin: 0 0 6px;
  }
`

const editor = css`
  .editor .cm-editor.cm-editor {
    background: none;
    color: var(--ink-2);
    outline: none;
  }
  .editor .cm-editor .cm-scroller {
    font: 11.5px/18px var(--mono);
  }
  .editor .cm-editor .cm-content {
    padding: 0;
    caret-color: var(--ink);
    outline: none;
  }
  .editor .cm-editor.cm-focused {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .editor .cm-editor .cm-gutters {
    border: 0;
    background: none;
    color: var(--ink-3);
  }
  .editor .cm-lineNumbers .cm-gutterElement.cm-gutterElement {
    min-width: 22px;
    padding: 0 8px 0 0;
    font-size: 10.5px;
  }
  .editor .cm-editor .cm-line {
    padding: 0;
  }
  .code-keyword {
    color: var(--ink);
    font-weight: 600;
  }
  .code-comment {
    color: var(--ink-3);
    font-style: italic;
  }
`

const narrow = css`
  @container guardrail (max-width: 640px) {
    .page {
      padding: 10px 16px 24px;
    }
    .work {
      grid-template-columns: minmax(0, 1fr);
    }
    .code {
      padding: 8px 0 12px;
    }
    .side {
      padding: 8px 0 12px;
      border-left: 0;
      border-top: 1px solid var(--rule);
    }
    .said {
      min-height: 0;
    }
    th,
    td {
      padding-right: 8px;
    }
  }
  @media (max-width: 700px) {
    .main,
    .word-button,
    input[type='text'] {
      min-height: 44px;
    }
    .main,
    .word-button {
      min-width: 44px;
    }
    /* The target is high, the line stays with its letters. */
    .word-button {
      border-bottom-color: transparent;
      text-decoration: underline 1px var(--rule-2);
      text-underline-offset: 4px;
    }
    /* Smaller letters make a phone zoom in. */
    input[type='text'] {
      font-size: 16px;
    }
  }
`

export const guardrailStyles: CSSResult[] = [frame, editor, findingsStyles, narrow]
