import { css } from 'lit'

export const sumStyles = css`
  :host {
    display: block;
    padding: var(--s-3) var(--edge, 24px) var(--s-3);
    font-size: var(--t-12);
  }
  h2 {
    margin: 0;
    font-size: var(--t-15);
    font-weight: 600;
  }
  code {
    font-family: var(--mono);
  }
  .sum {
    margin: 2px 0 var(--s-2);
    color: var(--ink-2);
    overflow-wrap: anywhere;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 2px var(--s-3) 2px 0;
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  th:first-child,
  .formula {
    text-align: left;
  }
  thead th {
    color: var(--ink-3);
    font-size: var(--t-11);
    border-bottom: 1px solid var(--rule-2);
  }
  tbody td {
    font-family: var(--mono);
    font-size: var(--t-11);
  }
  tbody .formula {
    color: var(--ink-2);
  }
  small {
    color: var(--ink-3);
    font-size: 10.5px;
  }
  b {
    font-weight: 600;
  }
  .bar {
    width: 34%;
    padding-right: 0;
    border: 0;
  }
  svg {
    display: block;
    width: 100%;
    height: 14px;
  }
  svg * {
    vector-effect: non-scaling-stroke;
  }
  [data-role='emb'] {
    color: var(--emb);
  }
  [data-role='attn'] {
    color: var(--attn);
  }
  [data-role='mlp'] {
    color: var(--mlp);
  }
  [data-role='logit'] {
    color: var(--logit);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px var(--s-2);
    margin-top: var(--s-3);
  }
  input {
    width: 84px;
    padding: 2px 0;
    border: 0;
    border-bottom: 1.5px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: var(--t-13) var(--mono);
  }
  form button {
    min-height: 24px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  form p {
    flex: 1 1 220px;
    min-height: 18px;
    margin: 0;
    color: var(--ink);
  }
  @container (max-width: 640px) {
    td.formula small {
      display: none;
    }
    .bar {
      width: 24%;
    }
  }
  @container (max-width: 480px) {
    .formula {
      display: none;
    }
    th:first-child {
      white-space: normal;
    }
    form button {
      min-height: 44px;
      padding: 0 var(--s-2);
    }
    input {
      height: 44px;
    }
  }
`
