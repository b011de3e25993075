import { css } from 'lit'

export const findingsStyles = css`
  .score {
    flex: 1 1 200px;
    margin: 0;
  }
  .score b {
    margin-right: 4px;
    font-size: var(--t-15);
  }
  .about {
    margin: 0;
    padding-top: 8px;
    border-top: 1px solid var(--rule);
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .about b {
    color: var(--ink);
    font-weight: 600;
  }
  table {
    width: 100%;
    margin-top: 4px;
    border-collapse: collapse;
    table-layout: fixed;
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
    padding: 2px 12px 2px 0;
    font-weight: 400;
    text-align: left;
    vertical-align: top;
  }
  thead th {
    padding-top: 6px;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  thead th:nth-child(1) {
    width: 27%;
  }
  thead th:nth-child(2) {
    width: 33%;
  }
  .kind th {
    padding: 12px 0 4px;
    border-bottom: 1px solid var(--rule);
    font-weight: 600;
  }
  .kind span {
    color: var(--ink-3);
    font-weight: 400;
  }
  .kind .note {
    font-weight: 400;
  }
  .squares {
    margin: 0 6px;
  }
  .squares rect {
    stroke: var(--ink);
    stroke-width: 1.5;
    fill: none;
  }
  .squares .held {
    fill: var(--ink);
  }
  .luck {
    color: var(--ink-3);
    font-size: var(--t-11);
    white-space: nowrap;
  }
  td {
    color: var(--ink-2);
  }
  td b {
    color: var(--ink-3);
    font-weight: 400;
  }
  [data-failure] td b {
    color: var(--grad);
    font-weight: 600;
  }
  tr[data-failure] > th code {
    color: var(--ink);
    font-weight: 600;
  }
`
