import { css } from 'lit'

export const dictionaryStyles = css`
  .equation {
    margin: 4px 0 2px;
    font: italic 17px/30px var(--serif);
  }
  .part {
    min-width: 24px;
    padding: 0 3px;
    font: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-decoration-color: var(--rule-2);
    text-underline-offset: 5px;
  }
  .part:hover {
    text-decoration-color: currentColor;
  }
  .part.query {
    color: var(--query);
  }
  .part.key {
    color: var(--key);
  }
  .part.value {
    color: var(--value);
  }
  .part.attn {
    color: var(--attn);
  }
  .asking {
    margin: 6px 0 10px;
  }
  .two {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 32px;
    padding-top: 9px;
    border-top: 1px solid var(--rule);
  }
  .two > * {
    flex: 1 1 236px;
    min-width: 0;
  }
  .said {
    min-height: 51px;
    margin: 6px 0 0;
    font-size: var(--t-12);
    line-height: 17px;
  }
  @container (max-width: 499px) {
    .equation {
      font-size: 15px;
    }
    .part {
      min-height: 44px;
      padding: 0 2px;
    }
  }
`
