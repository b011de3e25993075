import { css } from 'lit'

/** For the parts of the film, which draw into the Training tab itself. */
export const filmStyles = css`
  mg-comparison,
  mg-weight-life {
    display: block;
    min-width: 0;
  }
  .muted {
    color: var(--ink-3);
  }
  :is(mg-comparison, mg-weight-life) :is(h3 i, .muted i) {
    display: inline-block;
    width: 15px;
    border: 1px solid var(--ink);
    color: var(--ink);
    font: 600 10px/13px var(--sans);
    text-align: center;
  }
  :is(mg-comparison, mg-weight-life) i.b {
    background: var(--ink);
    color: var(--paper);
  }
  .two-models {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s-4);
  }
  .names .columns {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0 var(--s-2);
    max-width: 260px;
  }
  .names h3 {
    margin: 5px 0 4px;
    color: var(--ink-3);
    font-size: var(--t-10);
    font-weight: 400;
  }
  .names ul {
    margin: 0;
    padding: 0;
    list-style: none;
    font: 12px/16.5px var(--mono);
  }
  .names li {
    display: flex;
    align-items: center;
    gap: 6px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .names .a li {
    color: var(--ink-2);
  }
  /* From the one name to the other. */
  .names .a li:not(.wait)::after {
    content: '';
    flex: 1;
    min-width: 4px;
    border-top: 1px solid var(--rule);
  }
  .names .b li {
    font-weight: 600;
  }
  .reads {
    margin-top: var(--s-3);
    padding-top: var(--s-2);
    border-top: 1px solid var(--rule);
    font-size: var(--t-11);
  }
  .reads p {
    margin: var(--s-1) 0 0;
  }
  .reads .document {
    font: 12px var(--mono);
  }
  .reads b {
    color: var(--ink);
    font: 400 11px var(--mono);
  }
  .reads .muted i.b {
    margin-left: 6px;
  }
  :is(mg-comparison, mg-weight-life) table {
    border-collapse: collapse;
    font-size: var(--t-11);
  }
  :is(mg-comparison, mg-weight-life) :is(th, td) {
    padding: 2px var(--s-4) 2px 0;
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  :is(mg-comparison, mg-weight-life) td {
    font-family: var(--mono);
  }
  :is(mg-comparison, mg-weight-life) thead th {
    color: var(--ink-3);
    border-bottom: 1px solid var(--rule);
  }
  :is(mg-comparison, mg-weight-life) :is(th:first-child, .words) {
    text-align: left;
  }
  .ops {
    width: 100%;
    margin-top: 4px;
  }
  .ops th:first-child {
    width: 42%;
  }
  .ops .words {
    color: var(--ink-3);
    font-family: var(--sans);
  }
  .ops td.words {
    font-size: var(--t-10);
  }
  .ops abbr {
    text-decoration: none;
  }
  .ops td svg {
    display: inline-block;
  }
  .ops button {
    padding: 1px 0;
    border: 0;
    background: none;
    color: var(--ink-2);
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .ops button:hover {
    color: var(--ink);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  :is(mg-comparison, mg-weight-life) code {
    font: 11px var(--mono);
  }
  .emb {
    color: var(--emb);
  }
  .query {
    color: var(--query);
  }
  .key {
    color: var(--key);
  }
  .value {
    color: var(--value);
  }
  .attn {
    color: var(--attn);
  }
  .resid {
    color: var(--resid);
  }
  .mlp {
    color: var(--mlp);
  }
  .logit {
    color: var(--logit);
  }
  .grad {
    color: var(--grad);
  }
  .life {
    margin-top: 6px;
  }
  .life .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: center;
    width: 100%;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .life .row:hover {
    background: var(--sunk);
  }
  .life .row:focus-visible,
  .ops button:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
  }
  .life .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 3px;
  }
  .life .name {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }
  .life .line,
  .ops .line {
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  .life .sum {
    display: grid;
    grid-template-columns: 66px minmax(0, 1fr);
    align-items: baseline;
    gap: 0 8px;
    font: 10px/16px var(--mono);
    color: var(--ink-2);
  }
  .life .sum :is(b, i) {
    text-align: right;
  }
  .life .sum b {
    color: var(--ink);
    font-size: 11.5px;
    font-weight: 600;
  }
  .life .steps {
    display: flex;
    justify-content: space-between;
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  .wide .row {
    grid-template-columns: 88px minmax(0, 1fr) 284px;
  }
  .wide .row svg {
    grid-column: 2;
    grid-row: 1;
  }
  .wide .name {
    flex-direction: column;
    gap: 0;
  }
  .wide .sum {
    padding: 3px 0 3px 10px;
    border: 1.75px solid transparent;
    border-radius: 2px;
  }
  .life .sum i {
    font-style: normal;
  }
  mg-weight-life .go {
    margin-left: auto;
    padding: 0;
    border: 0;
    background: none;
    font: 11px var(--sans);
    cursor: pointer;
  }
  @media (max-width: 700px) {
    mg-weight-life .go {
      min-height: 44px;
    }
  }
  .wide .lit .sum {
    border-color: var(--grad);
  }
  .wide .flags {
    margin-left: 88px;
  }
  .wide .steps {
    margin: 2px 284px 0 88px;
  }
  .tab details {
    font-size: var(--t-11);
  }
  .tab summary {
    width: max-content;
    margin: 4px 0 0 auto;
    list-style: none;
    cursor: pointer;
  }
  .tab summary::-webkit-details-marker {
    display: none;
  }
  @container training (min-width: 648px) {
    .two-models {
      grid-template-columns: 180px minmax(0, 1fr);
      gap: 34px;
    }
    .difference {
      position: relative;
    }
    .difference::before {
      content: '';
      position: absolute;
      inset: 0 auto 0 -17px;
      border-left: 1px solid var(--rule);
    }
  }
  @container training (min-width: 480px) and (max-width: 647px) {
    .life:not(.wide) .row {
      grid-template-columns: 120px minmax(0, 1fr);
    }
    .life:not(.wide) .row svg {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
  @container training (max-width: 479px) {
    .life .sum {
      grid-row: 2;
    }
  }
  @container training (max-width: 647px) {
    .ops .line {
      display: none;
    }
  }
  @media (max-width: 700px) {
    .tab summary,
    .ops button {
      min-height: 44px;
      line-height: 44px;
    }
    .ops :is(td.words, thead th:nth-child(2)) {
      display: none;
    }
    .life .row {
      padding: 6px 0;
    }
  }
`
