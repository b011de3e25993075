import { css } from 'lit'

export const whyStyles = css`
  :host {
    display: block;
    font-size: var(--t-12);
  }
  .page {
    padding: 10px 24px 24px;
  }
  code {
    font-family: var(--mono);
    font-size: 0.95em;
  }
  .asked {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s-3);
    margin: 0;
    color: var(--ink-3);
    line-height: 24px;
  }
  .asked > b {
    color: var(--ink);
    font: 600 18px/24px var(--mono);
    box-shadow: inset 0 -2px 0 var(--logit);
  }
  .asked code {
    color: var(--ink);
  }
  .asked span b {
    color: var(--ink);
    font: 500 12px/1 var(--mono);
  }
  .note {
    margin: 2px 0 0;
  }
  .letters {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 0;
    margin: 10px 0 6px;
  }
  .letters button {
    position: relative;
    padding: 0 1px 3px;
    font: 12px/17px var(--mono);
    color: var(--ink-2);
    text-align: center;
    border-bottom: 2px solid transparent;
  }
  .letters button span {
    display: block;
  }
  .letters button[aria-checked='true'] {
    color: var(--ink);
    font-weight: 700;
    box-shadow: inset 0 0 0 1.75px var(--ink);
  }
  .letters .target {
    border-bottom-color: var(--logit);
  }
  .letters .against {
    border-bottom: 2px dashed var(--ink);
  }
  .against:has(input) {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 5px;
    min-height: 26px;
    color: var(--ink-2);
  }
  input {
    margin: 0;
    accent-color: var(--ink);
  }
  table {
    border-collapse: collapse;
    margin-top: 6px;
  }
  caption {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  th,
  td {
    padding: 0 8px 0 0;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
    vertical-align: middle;
  }
  thead th {
    padding-bottom: 4px;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .number {
    font-family: var(--mono);
    font-size: 11px;
    text-align: right;
  }
  thead .number {
    font-family: var(--sans);
  }
  td.sum {
    color: var(--ink-3);
  }
  svg {
    overflow: hidden;
  }
  .stream,
  .adds {
    line-height: 0;
  }
  td.stream {
    padding-right: 4px;
  }
  tbody td:has(> svg) {
    line-height: 0;
  }
  .adds {
    padding-right: 10px;
  }
  .open {
    min-height: 24px;
    text-align: left;
  }
  .open span {
    display: inline-block;
    width: 10px;
    color: var(--ink-3);
    font-size: 10px;
  }
  th small {
    color: var(--ink-3);
    font-size: 10px;
  }
  .add th,
  .add td {
    color: var(--ink-3);
    font-size: 11px;
  }
  .now th {
    font-weight: 600;
  }
  .off:not(.embedding) th :is(.open, code) {
    text-decoration: line-through;
    color: var(--ink-3);
  }
  .term th {
    padding-left: 12px;
    color: var(--ink-2);
    font-size: 11px;
  }
  .term .number {
    color: var(--ink-3);
  }
  .logit th,
  .logit td {
    height: 32px;
    border-top: 1px solid var(--rule-2);
  }
  .logit .sum {
    color: var(--ink);
    font-weight: 600;
    font-size: 12px;
  }
  .change {
    margin-right: 8px;
    color: var(--ink-2);
  }
  .switch {
    min-width: 38px;
    min-height: 24px;
    text-align: right;
    font: 11px/1 var(--sans);
    text-decoration: underline;
    text-underline-offset: 2px;
    color: var(--ink-2);
  }
  .off .switch {
    color: var(--ink);
    font-weight: 600;
  }
  .step {
    pointer-events: none;
  }
  .verdict {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s-4);
    min-height: 24px;
    margin: 8px 0 4px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
    color: var(--ink-2);
  }
  .verdict b {
    color: var(--ink);
    font-weight: 600;
  }
  .verdict button {
    min-height: 24px;
    text-decoration: underline;
    text-underline-offset: 2px;
    color: var(--ink);
  }
  [data-mode='phone'].page {
    padding: 8px 16px 24px;
  }
  [data-mode='phone'] .letters button {
    min-width: 44px;
    min-height: 44px;
  }
  [data-mode='phone'] .letters svg {
    margin: 0 auto;
  }
  [data-mode='phone'] :is(.switch, .open, .verdict button) {
    min-width: 44px;
    min-height: 44px;
  }
  [data-mode='phone'] .open:has(+ .under) {
    min-height: 30px;
  }
  [data-mode='phone'] .against:has(input) {
    min-height: 44px;
  }
  [data-mode='phone'] :is(th, td) {
    padding-right: 6px;
  }
  [data-mode='phone'] td:last-child {
    padding-right: 0;
  }
`
