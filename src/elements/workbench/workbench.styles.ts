import { css } from 'lit'

export const workbenchStyles = css`
  :host {
    display: block;
    padding: 0 var(--s-5) var(--s-5);
    container: bench / inline-size;
    font-size: var(--t-12);
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px var(--s-2);
    padding: var(--s-3) 0;
    border-bottom: var(--hair) solid var(--rule);
    font-size: var(--t-13);
  }
  nav button {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  nav i,
  nav em {
    color: var(--ink-3);
    font-style: normal;
  }
  nav em {
    margin-left: auto;
    font-size: var(--t-12);
  }
  nav b {
    font-weight: var(--w-bold);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 0 var(--s-4);
    padding-top: var(--s-3);
  }
  h2 {
    margin: 0;
    font-size: var(--t-13);
  }
  header p {
    margin: 0;
    color: var(--ink-3);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--s-4);
    padding-top: var(--s-3);
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s-2);
    margin: 0 0 var(--s-2);
    padding-bottom: 5px;
    border-bottom: 1.5px solid var(--ink);
    font-weight: var(--w-med);
    font-size: var(--t-12);
  }
  h3 code {
    font: 600 var(--t-12) var(--mono);
  }
  h3 span {
    margin-left: auto;
    color: var(--ink-3);
    font-size: var(--t-11);
    font-weight: var(--w-reg);
  }
  .switch {
    display: flex;
    gap: var(--s-2);
    margin-top: 3px;
  }
  .switch button {
    min-height: 24px;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .switch [aria-pressed='true'] {
    color: var(--ink);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  ol,
  pre {
    margin: 0;
    font: var(--t-11) / 16px var(--mono);
    overflow-wrap: anywhere;
  }
  pre {
    white-space: pre-wrap;
  }
  ol {
    padding-left: 32px;
    color: var(--ink-3);
  }
  ol + ol {
    margin-top: var(--s-3);
  }
  li code {
    color: var(--ink);
    white-space: pre-wrap;
  }
  ol code,
  pre code {
    font: inherit;
  }
  figure {
    margin: 0 0 var(--s-3);
  }
  figcaption,
  .none {
    margin: 2px 0 0;
    color: var(--ink-3);
    font-size: var(--t-11);
    overflow-wrap: anywhere;
  }
  .keyword {
    font-weight: 600;
  }
  .comment {
    color: var(--ink-3);
    white-space: pre-wrap;
  }
  .number {
    color: var(--ink-2);
  }
  @container bench (max-width: 560px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 700px) {
    nav button,
    .switch button {
      min-height: 44px;
    }
  }
`
