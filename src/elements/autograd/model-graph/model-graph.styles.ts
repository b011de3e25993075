import { css, unsafeCSS } from 'lit'

const roles = ['emb', 'query', 'key', 'value', 'attn', 'resid', 'mlp', 'logit']

export const modelGraphStyles = css`
  :host {
    display: block;
    padding: 10px 24px 24px;
    container-type: inline-size;
    font-size: var(--t-12);
  }
  ${unsafeCSS(roles.map(role => `[data-role='${role}'] { --hue: var(--${role}); --wash: var(--${role}-w) }`).join('\n'))}
  h2,
  h3,
  p,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: var(--t-15);
    font-weight: 600;
  }
  h3 {
    font-size: var(--t-12);
    font-weight: 600;
  }
  small {
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  code {
    font-family: var(--mono);
    font-size: 11px;
  }
  .note {
    max-width: none;
    padding-bottom: 6px;
  }
  .missing,
  .none {
    max-width: 60ch;
    margin: 12px 0;
    color: var(--ink-2);
  }
  .head,
  .top,
  .told {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
  }
  .head {
    padding-bottom: 6px;
    color: var(--ink-3);
  }
  .head h2 {
    color: var(--ink);
  }
  .head code {
    color: var(--ink);
  }
  .head .counts,
  .top > :last-child:not(h3),
  .told > :nth-child(2) {
    margin-left: auto;
  }
  .told {
    color: var(--ink-3);
    font-size: var(--t-10);
    line-height: 16px;
  }
  .top {
    min-height: 22px;
  }
  .top code {
    color: var(--ink-2);
    font-weight: 400;
  }
  .top h3 code {
    color: var(--ink);
    font-weight: 600;
  }
  .both {
    display: flex;
    gap: 34px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
  }
  .by-line {
    flex: 0 0 300px;
    min-width: 0;
  }
  .opened {
    flex: 1;
    min-width: 0;
  }
  .opened section + section {
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
  }
  .around {
    min-height: 206px;
    overflow: hidden;
  }
  .layers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
  }
  .layers button {
    min-height: 24px;
    color: var(--ink-2);
    font-size: var(--t-11);
  }
  .layers [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px var(--ink);
  }
  .lines {
    list-style: none;
  }
  .lines button {
    display: grid;
    grid-template-columns: 22px 84px 1fr auto;
    align-items: center;
    gap: 0 6px;
    width: calc(100% + 12px);
    margin: 0 -6px;
    padding: 0 6px;
    height: 19px;
    border-radius: var(--r-1);
    font: 11px var(--mono);
    text-align: left;
  }
  .lines button:hover {
    background: var(--sunk);
  }
  .two {
    columns: 2;
    column-gap: 24px;
  }
  .two li {
    break-inside: avoid;
  }
  .lines.narrow button {
    grid-template-columns: 22px 1fr auto;
    align-content: center;
    height: 44px;
  }
  .narrow svg {
    grid-area: 2 / 2 / 3 / 4;
  }
  .lines small,
  .rest small {
    font: 10px var(--mono);
    text-align: right;
  }
  .lines b {
    color: var(--hue);
    font-weight: 400;
    white-space: nowrap;
  }
  .lines span {
    color: var(--ink-2);
  }
  .lines i {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .lines .open {
    background: var(--wash);
    box-shadow: inset 0 0 0 1.75px var(--hue);
  }
  .lines .open :is(b, small, span) {
    font-weight: 700;
  }
  .lines .open small {
    color: var(--hue);
  }
  .lines .open span {
    color: var(--ink);
  }
  .rest {
    color: var(--ink-3);
    font-size: 11px;
  }
  .rest div {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 6px;
    line-height: 20px;
  }
  .rest dt {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  .rest small {
    flex: 0 0 22px;
  }
  .rest dd {
    color: var(--ink-2);
    font-family: var(--mono);
  }
  .rest .sum {
    padding-top: 2px;
    border-top: 1px solid var(--ink);
  }
  .sum dt {
    font-size: var(--t-10);
  }
  .sum dd {
    color: var(--ink);
    font-weight: 700;
  }
  .scale {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .grid {
    touch-action: manipulation;
  }
  .through {
    pointer-events: none;
  }
  svg .mono.small {
    font-size: 10px;
  }
  svg .sum {
    font-size: 13px;
  }
  svg .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 4px;
  }
  .weight {
    cursor: pointer;
  }
  .followed {
    margin-top: 10px;
    padding-top: 8px;
    border-top: 1px solid var(--rule);
  }
  form {
    display: flex;
    align-items: baseline;
    gap: 8px;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  input {
    width: 17ch;
    min-height: 24px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 11px var(--mono);
  }
  input::placeholder {
    color: var(--ink-3);
  }
  form button {
    min-height: 24px;
    padding: 0 8px;
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
    color: var(--ink);
  }
  form button:hover {
    border-color: var(--ink);
  }
  .complaint {
    color: var(--ink);
  }
  .complaint:not(:empty) {
    margin: 4px 0;
  }
  .path {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(76px, 1fr));
    gap: 8px 0;
    margin-top: 4px;
    list-style: none;
  }
  .path li {
    display: grid;
    grid-template-columns: 1fr 12px;
    min-width: 0;
  }
  .path p {
    display: flex;
    justify-content: space-between;
    color: var(--ink-3);
    font: 10px/16px var(--mono);
    white-space: nowrap;
  }
  .path p b {
    color: var(--ink);
  }
  .path p span:last-child {
    font-family: var(--sans);
  }
  .path .box,
  .path .weight,
  .path .wire {
    grid-row: 2;
  }
  .box {
    display: grid;
    align-content: center;
    min-width: 0;
    height: 40px;
    padding: 0 5px;
    border: 1px solid var(--hue);
    border-radius: 0;
    overflow: hidden;
    text-align: left;
    white-space: nowrap;
  }
  .box:hover {
    background: var(--sunk);
  }
  .box b {
    color: var(--hue);
    font: 600 10px/15px var(--mono);
  }
  .box span {
    color: var(--ink-3);
    font-size: var(--t-10);
    line-height: 14px;
  }
  .path .weight {
    grid-column: 1 / 3;
    box-sizing: border-box;
    border: 1.75px solid var(--grad);
    cursor: default;
  }
  .path output {
    grid-row: 3;
    color: var(--grad);
    font: 10.5px/18px var(--mono);
    text-align: center;
  }
  .path li:last-child output,
  .told b {
    font-weight: 700;
  }
  .told b {
    color: var(--grad);
    font-family: var(--mono);
  }
  .uses {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 6px;
    margin-top: 8px;
    color: var(--ink-3);
  }
  .use {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .use b {
    color: var(--ink-2);
    font: 10px var(--mono);
  }
  .use i {
    font-style: normal;
  }
  .uses strong {
    margin-left: auto;
    color: var(--grad);
    font: 700 11.5px var(--mono);
  }
  details {
    margin-top: 12px;
    color: var(--ink-2);
  }
  summary {
    padding: 4px 0;
    cursor: pointer;
  }
  .scroller {
    overflow-x: auto;
  }
  table {
    margin: 6px 0 14px;
    border-collapse: collapse;
    font-size: var(--t-11);
  }
  th,
  td {
    padding: 2px 12px 2px 0;
    font-family: var(--mono);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    border-bottom: 1px solid var(--rule-2);
    color: var(--ink-3);
  }
  tbody th {
    text-align: left;
  }
  @container (max-width: 659px) {
    .both {
      display: block;
    }
    .opened {
      margin-top: 12px;
    }
  }
  @media (max-width: 700px) {
    :host {
      padding: 10px 16px 24px;
    }
    .lines button,
    .layers button,
    form button,
    input,
    summary {
      min-height: 44px;
    }
    .layers button {
      min-width: 44px;
    }
    summary {
      line-height: 36px;
    }
    .around {
      overflow-x: auto;
    }
    form {
      flex-wrap: wrap;
    }
  }
`
