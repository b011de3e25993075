import { css, unsafeCSS } from 'lit'
import { operations } from '../../engine/operations.ts'

const roles = [...new Set(Object.values(operations).map(({ role }) => role))].filter(role => role !== 'plain')

export const numberCardStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(230px, 34%);
    gap: var(--s-2) var(--s-4);
    padding: 10px var(--s-4) var(--s-3);
    font-size: var(--t-12);
    color: var(--ink-2);
  }
  :host([data-narrow]) {
    grid-template-columns: minmax(0, 1fr);
  }
  ${unsafeCSS(roles.map(role => `[data-role='${role}'] { color: var(--${role}) }`).join('\n'))}
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s-3);
    grid-column: 1 / -1;
  }
  .tools {
    display: flex;
    gap: var(--s-4);
    margin-left: auto;
  }
  h2 {
    margin: 0;
    color: var(--ink);
    font-size: var(--t-12);
    font-weight: 600;
    outline: none;
  }
  .where,
  .says,
  .way,
  .line {
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .back {
    font-size: var(--t-11);
  }
  .back,
  .more,
  .go,
  .copy {
    text-decoration: underline;
    text-underline-offset: 3px;
    text-decoration-color: var(--rule-2);
  }
  p {
    margin: 0;
  }
  .steps {
    display: grid;
    grid-template-columns: max-content max-content minmax(0, 1fr);
    gap: 3px 6px;
    align-items: baseline;
    font: 11.5px/19px var(--mono);
  }
  .name {
    font-weight: 600;
    font-family: var(--mono);
  }
  .steps > .name:not([data-role]) {
    font-weight: 400;
  }
  .is {
    color: var(--ink-3);
  }
  .terms {
    display: grid;
    grid-template-columns: repeat(4, max-content);
    gap: 0 10px;
  }
  .terms[data-across='3'] {
    grid-template-columns: repeat(3, max-content);
  }
  .terms[data-across='2'] {
    grid-template-columns: repeat(2, max-content);
  }
  .terms[data-across='1'] {
    display: block;
  }
  .terms[data-across='1'] .term {
    display: inline-block;
    margin-right: var(--s-2);
  }
  .term {
    color: var(--ink-3);
    white-space: pre;
  }
  .terms[data-across='1'] .term {
    white-space: pre-wrap;
  }
  i {
    padding: 0 3px;
    font-style: normal;
  }
  .term > i:first-child {
    padding-left: 0;
  }
  .operand {
    font: inherit;
    white-space: nowrap;
  }
  button.operand:hover {
    text-decoration: underline;
  }
  .operand[data-held] {
    box-shadow: inset 0 -1.5px var(--ink);
  }
  .result {
    white-space: nowrap;
  }
  .result b {
    font-weight: 600;
  }
  .steps .result b:not([data-role]) {
    font-weight: 400;
    color: var(--ink);
  }
  .total {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--s-3);
  }
  .made .says,
  .python .says {
    font-family: var(--sans);
  }
  .named {
    margin-top: 6px;
    min-height: 16px;
    overflow: hidden;
    font: 11px/16px var(--mono);
    color: var(--ink-3);
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  mg-held-field {
    margin-top: 6px;
  }
  details {
    margin-top: 6px;
    font-size: var(--t-11);
  }
  summary {
    width: max-content;
    color: var(--ink-3);
    cursor: pointer;
  }
  table {
    margin: var(--s-2) 0;
    border-collapse: collapse;
    font: 10.5px/16px var(--mono);
  }
  caption {
    text-align: left;
    color: var(--ink);
  }
  th,
  td {
    padding: 0 var(--s-3) 0 0;
    font-weight: 400;
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  .right {
    padding-left: var(--s-4);
    border-left: 1px solid var(--rule);
    min-width: 0;
  }
  :host([data-narrow]) .right {
    padding: var(--s-2) 0 0;
    border: 0;
    border-top: 1px solid var(--rule);
  }
  .sources {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sources li {
    display: grid;
    grid-template-columns: 26px minmax(0, max-content) minmax(64px, 1fr);
    gap: var(--s-2);
    align-items: baseline;
    min-height: 19px;
  }
  .sources button {
    overflow: hidden;
    font: 11px/16px var(--mono);
    text-align: left;
    text-decoration: underline;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 3px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .sources button:hover {
    text-decoration-color: currentColor;
  }
  .line {
    overflow: hidden;
    text-align: right;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .python {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--s-3);
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
  }
  .copy {
    color: var(--ink);
    font-weight: 600;
  }
  pre {
    flex: 1 0 100%;
    margin: var(--s-1) 0 0;
    min-width: 0;
  }
  code {
    display: block;
    overflow: hidden;
    font: 10.5px/15px var(--mono);
    white-space: pre;
    text-overflow: ellipsis;
  }
  @media (max-width: 700px) {
    button {
      min-height: 44px;
    }
    .steps {
      line-height: 28px;
    }
    /* Each is as large as a fingertip, and the rows stay together. */
    .terms button {
      min-width: 44px;
      margin: -8px -4px;
      padding: 0 4px;
    }
  }
`
