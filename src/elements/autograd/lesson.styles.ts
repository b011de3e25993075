import { css, type CSSResult } from 'lit'
import { labStyles } from '../marks/lab.styles.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { autogradStyles } from './autograd.styles.ts'

const sheet = css`
  .page {
    padding: 0;
  }
  .page > section:first-child,
  .page > .top + section {
    margin-top: 0;
    padding-top: 2px;
    border-top: 0;
  }
  .note {
    max-width: 84ch;
  }
  .verdict {
    margin: 6px 0 0;
    line-height: 19px;
  }
  .verdict b {
    font-family: var(--mono);
    font-weight: 600;
  }
  .grad {
    color: var(--grad);
  }
  .wrong {
    text-decoration: line-through;
  }
  .knobs {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 6px 20px;
    margin: 6px 0;
  }
  .knobs mg-slider {
    flex: 1 1 120px;
    max-width: 190px;
  }
  .math {
    font-family: var(--serif);
    font-style: italic;
  }
  .python {
    margin: 0;
    padding: 6px 0;
    border-left: 1px solid var(--rule);
    font: 10.5px/17px var(--mono);
  }
  .python span {
    display: block;
    min-height: 17px;
    padding: 0 10px;
    white-space: pre;
  }
  .python .new {
    background: var(--grad-w);
    box-shadow: inset 3px 0 var(--grad);
  }
  .figures {
    width: 100%;
    margin: 0;
  }
  .figures th,
  .figures td {
    padding: 3px 12px 3px 0;
    border-bottom: 1px solid var(--rule);
    font-size: 11.5px;
    text-align: left;
  }
  .figures thead th {
    color: var(--ink-3);
    font: 11px var(--sans);
  }
  .figures .right {
    text-align: right;
  }
  .action {
    min-height: 26px;
    padding: 0 12px;
    background: var(--ink);
    color: var(--paper);
    border-radius: var(--r-1);
  }
  .action:disabled {
    background: var(--sunk);
    color: var(--ink-3);
  }
  svg {
    display: block;
    overflow: visible;
  }
  @container (max-width: 480px) {
    .action {
      min-height: 44px;
    }
  }
`

/** For the lessons of the Autograd tab: the first picture's controls, the sections and notes of a laboratory. */
export const lessonStyles: CSSResult[] = [markStyles, buttonStyles, ...labStyles, autogradStyles, sheet]
