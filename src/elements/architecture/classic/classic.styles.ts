import { css } from 'lit'

export const classicStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: var(--t-12);
  }
  .page {
    padding: var(--s-3) 24px var(--s-5);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--s-4);
  }
  h2 {
    margin: 0;
    font-size: var(--t-13);
    font-weight: 600;
  }
  h3 {
    margin: 0 0 4px;
    font-size: var(--t-13);
    font-weight: 600;
  }
  h3 span {
    margin-left: 6px;
    color: var(--ink-3);
    font-weight: 400;
  }
  code {
    font: 11px var(--mono);
  }
  .choice {
    display: flex;
    gap: var(--s-3);
  }
  .choice button {
    min-height: 24px;
    color: var(--ink-2);
  }
  .choice [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px var(--ink);
  }
  .both {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s-4) 28px;
    padding: var(--s-2) 0 var(--s-4);
  }
  .diagram svg {
    max-width: 100%;
    height: auto;
  }
  .layer {
    fill: none;
    stroke: var(--rule-2);
  }
  .wire {
    fill: none;
    stroke: var(--ink-3);
    stroke-width: 1.25;
  }
  /* The stream itself. */
  .bypass {
    fill: none;
    stroke: var(--resid-m);
    stroke-width: 3;
  }
  .part {
    cursor: pointer;
    outline: none;
  }
  .part .hit {
    fill: var(--paper);
    stroke: var(--ink-2);
    stroke-width: 1.25;
  }
  .plus {
    stroke: var(--ink);
    stroke-width: 1.25;
  }
  .part .verdict {
    fill: var(--ink-3);
  }
  .part.simplifies .hit {
    stroke-dasharray: 7 2;
  }
  .part.drops .hit {
    stroke: var(--rule-2);
    stroke-dasharray: 2 2;
  }
  .part.drops text {
    fill: var(--ink-3);
  }
  .part:hover .hit {
    fill: var(--sunk);
  }
  .part.chosen .hit {
    fill: var(--resid-w);
    stroke: var(--ink);
    stroke-width: 2.25;
  }
  .part.chosen text:not(.verdict) {
    font-weight: 600;
    fill: var(--ink);
  }
  .part.chosen .verdict {
    fill: var(--ink-2);
  }
  .part:focus-visible .hit {
    stroke: var(--focus);
    stroke-width: 2.5;
  }
  .about {
    flex: 1 1 250px;
    min-width: 0;
    padding-top: var(--s-4);
  }
  .about p {
    margin: 0 0 var(--s-2);
  }
  dl {
    display: grid;
    grid-template-columns: 66px 1fr;
    gap: 2px var(--s-2);
    margin: var(--s-3) 0;
  }
  dt {
    color: var(--ink-3);
  }
  dd {
    margin: 0;
  }
  .tables {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s-4) 36px;
    padding-top: var(--s-4);
    border-top: 1px solid var(--rule);
  }
  .tables section {
    flex: 1 1 300px;
    min-width: 0;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    padding-bottom: 4px;
    color: var(--ink-3);
    text-align: left;
  }
  th,
  td {
    padding: 3px 0 3px var(--s-2);
    font-weight: 400;
    text-align: right;
    vertical-align: top;
  }
  .tables section:first-child td,
  .about td {
    font: 11px/17px var(--mono);
  }
  tbody th {
    padding-left: 0;
    text-align: left;
  }
  .about th:first-child {
    padding-left: 0;
    text-align: left;
  }
  tbody tr {
    border-bottom: 1px solid var(--rule);
  }
  .differences td {
    color: var(--ink-2);
    text-align: left;
  }
  .differences th {
    width: 116px;
  }
  small {
    display: block;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  @container (max-width: 680px) {
    .about {
      position: sticky;
      bottom: 0;
      padding: var(--s-2) 0 6px;
      border-top: 1px solid var(--ink);
      background: var(--paper);
    }
    .about p {
      margin-bottom: 2px;
    }
    dl {
      grid-template-columns: auto 1fr;
      margin: 4px 0;
    }
    .both {
      padding-bottom: 0;
    }
  }
  @container (max-width: 499px) {
    .page {
      padding: var(--s-3) 16px var(--s-5);
    }
    .choice button {
      min-height: 44px;
    }
    /* The code lies over the lower half: what is said of a block stands above the diagram. */
    .about {
      order: -1;
      top: 0;
      bottom: auto;
      z-index: 1;
      border: 0;
      border-bottom: 1px solid var(--ink);
    }
    dl {
      display: none;
    }
  }
`
