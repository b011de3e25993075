import { css } from 'lit'

export const parametersStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: var(--t-12);
  }
  section {
    margin: 0 var(--edge, 24px);
    padding: var(--s-3) 0;
    border-top: 1px solid var(--rule);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px var(--s-4);
  }
  h2 {
    margin: 0 auto 0 0;
    font-size: var(--t-13);
    font-weight: 600;
  }
  code {
    font-family: var(--mono);
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s-3);
  }
  .choice span {
    color: var(--ink-3);
  }
  .choice button {
    min-width: 24px;
    min-height: 24px;
    color: var(--ink-2);
  }
  .choice [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px var(--ink);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--s-2) 24px;
    padding-top: var(--s-4);
  }
  article {
    min-width: 0;
    flex: 1 0 auto;
  }
  h3 {
    display: flex;
    align-items: baseline;
    gap: 6px;
    margin: 0 0 6px;
    font-size: var(--t-11);
    font-weight: 400;
    white-space: nowrap;
  }
  h3 code {
    font-size: 10.5px;
    font-weight: 600;
  }
  h3 span {
    color: var(--ink-3);
  }
  h3 b {
    font-weight: 600;
  }
  /* Words go as far as the picture above them, and no further. */
  article p,
  details {
    width: 0;
    min-width: 100%;
  }
  article p {
    margin: 4px 0 0;
    font-size: var(--t-11);
  }
  .role {
    color: var(--ink);
  }
  .note {
    font-size: var(--t-11);
  }
  .line {
    min-height: 24px;
    margin: -6px 0;
    color: var(--ink-3);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  details {
    font-size: var(--t-11);
    color: var(--ink-2);
  }
  summary {
    min-height: 24px;
    line-height: 24px;
    cursor: pointer;
  }
  .scroller {
    max-height: 320px;
    overflow: auto;
  }
  table {
    border-collapse: collapse;
  }
  caption {
    text-align: left;
  }
  th,
  td {
    padding: 1px 0 1px 6px;
    font: 10px var(--mono);
    text-align: right;
    white-space: nowrap;
  }
  th {
    padding-left: 0;
    color: var(--ink-3);
  }
  [data-role='emb'] {
    color: var(--emb);
  }
  [data-role='query'] {
    color: var(--query);
  }
  [data-role='key'] {
    color: var(--key);
  }
  [data-role='value'] {
    color: var(--value);
  }
  [data-role='resid'] {
    color: var(--resid);
  }
  [data-role='mlp'] {
    color: var(--mlp);
  }
  [data-role='logit'] {
    color: var(--logit);
  }
  @container (max-width: 499px) {
    article {
      flex-basis: 100%;
    }
    .choice button,
    .line {
      min-width: 44px;
      min-height: 44px;
    }
  }
`
