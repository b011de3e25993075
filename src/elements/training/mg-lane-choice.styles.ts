import { css } from 'lit'

export const laneChoiceStyles = css`
  :host {
    display: block;
    font-size: var(--t-11);
  }
  fieldset {
    display: grid;
    grid-template-columns: 1.3fr 1fr 1fr 1.4fr;
    gap: var(--s-1) 22px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: var(--s-1);
    padding: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  label {
    position: relative;
    display: block;
    cursor: pointer;
  }
  input {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    appearance: none;
  }
  .name {
    padding-bottom: 2px;
    border-bottom: 1.5px solid transparent;
    color: var(--ink-3);
  }
  label:hover .name {
    color: var(--ink);
  }
  .chosen .name {
    border-color: var(--ink);
    color: var(--ink);
    font-weight: 600;
  }
  label:focus-within .name {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .figure {
    display: block;
    margin-top: 3px;
    color: var(--ink-3);
    line-height: 15px;
  }
  p {
    margin: var(--s-2) 0 0;
    color: var(--ink-3);
    line-height: 16px;
  }
  p[role='status']:empty {
    display: none;
  }
  @container training (max-width: 620px) {
    fieldset {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (max-width: 700px) {
    label {
      min-height: 44px;
    }
    .name {
      line-height: 24px;
    }
  }
`
