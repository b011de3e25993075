import { css } from 'lit'

export const surgeryStyles = css`
  .picks {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 24px;
    margin-bottom: 6px;
  }
  .pick {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 4px;
    color: var(--ink-3);
  }
  .pick button {
    min-width: 24px;
    height: 26px;
    font-family: var(--mono);
    color: var(--ink-2);
  }
  .pick [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--attn);
  }
  .operations {
    border-top: 1px solid var(--rule);
  }
  .row {
    display: flex;
    gap: 4px 12px;
    align-items: center;
    padding: 3px 0;
    border-bottom: 1px solid var(--rule);
  }
  .row h2 {
    flex: 0 0 76px;
    margin: 0;
    color: var(--ink);
    font-weight: 600;
  }
  .ways,
  .checks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .ways .note {
    margin: 0;
    color: var(--ink-3);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--ink-2);
  }
  input[type='checkbox'] {
    width: 14px;
    height: 14px;
    margin: 0;
    accent-color: var(--ink);
  }
  input[type='number'] {
    width: 6ch;
    min-height: 24px;
    border: 0;
    border-bottom: 1px solid var(--rule-2);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 12px var(--mono);
  }
  select {
    max-width: 100%;
    min-height: 26px;
    border: 0;
    border-bottom: 1px solid var(--rule-2);
    border-radius: 0;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
  }
  .boxed:disabled {
    border-color: var(--rule);
  }
  .boxed[aria-checked='true'] {
    border-color: var(--ink);
    color: var(--paper);
    background: var(--ink);
  }
  .done {
    margin-top: 10px;
  }
  .done header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .done h2 {
    margin: 0 auto 0 0;
  }
  .done ol {
    margin: 4px 0 0;
    padding: 0 0 0 22px;
    color: var(--ink-3);
  }
  .done li {
    padding: 2px 0;
  }
  .done li span {
    margin-right: 10px;
    color: var(--ink);
  }
  .done li b {
    margin-right: 10px;
    font: 11px var(--mono);
    color: var(--ink-2);
  }
  .done li button {
    min-height: 24px;
    color: var(--ink-2);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .before {
    display: flex;
    flex-wrap: wrap;
    gap: 10px var(--gap-before, 24px);
    margin: 0 0 10px;
    padding: 0;
    list-style: none;
  }
  .before h2 {
    width: fit-content;
    margin: 0 0 6px 20px;
    color: var(--ink-3);
    font-weight: 400;
  }
  .before .lit h2 {
    color: var(--ink);
    font-weight: 600;
  }
  .verdict .lit {
    color: var(--logit);
    font-weight: 600;
  }
  .guesses {
    border-top: 0;
    padding-top: 2px;
  }
  @container (max-width: 547px) {
    .row {
      flex-direction: column;
      align-items: flex-start;
    }
    .row h2 {
      flex: none;
    }
    .pick button,
    .done li button,
    select,
    label,
    input[type='number'] {
      min-width: 44px;
      min-height: 44px;
    }
    .pick button {
      height: 44px;
    }
  }
`
