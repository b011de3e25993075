import { css } from 'lit'

export const trickStyles = css`
  nav {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 16px;
    margin: 0 0 8px;
    font-size: var(--t-12);
  }
  ol {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0 auto 0 0;
    padding: 0;
    list-style: none;
  }
  nav button {
    min-height: 26px;
    color: var(--ink-2);
  }
  [aria-current] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  nav .go {
    padding: 0 10px;
    color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
    border-radius: var(--r-1);
  }
  nav .go:disabled {
    color: var(--ink-3);
    box-shadow: inset 0 0 0 1px var(--rule-2);
  }
  .product {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 8px;
    margin-top: 4px;
  }
  .product svg {
    flex: none;
  }
  .sign {
    padding-top: 28px;
    color: var(--ink-3);
    font: italic 13px var(--serif);
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 32px;
    min-height: 116px;
  }
  .pair > * {
    flex: 1 1 260px;
    min-width: 0;
  }
  .pair .code {
    flex: 2 1 440px;
  }
  dl {
    margin: 0 0 6px;
    font-size: var(--t-12);
  }
  dl div {
    display: flex;
    gap: 12px;
    padding: 2px 0;
    color: var(--ink-2);
  }
  dl .now {
    color: var(--ink);
    font-weight: 600;
  }
  dt {
    width: 76px;
  }
  dd {
    margin: 0;
  }
  dd b {
    display: inline-block;
    min-width: 64px;
    font: 500 11px var(--mono);
  }
  @container (max-width: 499px) {
    nav button {
      min-height: 44px;
    }
    nav {
      gap: 0 8px;
    }
    ol {
      width: 100%;
      gap: 0 14px;
    }
    nav .go {
      min-width: 72px;
    }
  }
`
