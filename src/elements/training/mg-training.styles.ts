import { css } from 'lit'

export const trainingStyles = css`
  :host {
    display: block;
    min-height: 100%;
    container: training / inline-size;
  }
  .tab {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: 0 var(--s-5) var(--s-4);
  }
  .tab > * {
    padding: 10px 0;
  }
  .tab > * + * {
    border-top: 1px solid var(--rule);
  }
  mg-training-controls {
    padding: 6px 0;
  }
  .run {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 160px;
    gap: 16px;
    padding: 7px 0 5px;
  }
  mg-all-parameters {
    display: block;
    min-width: 0;
  }
  .parameters-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 18px;
    font-size: var(--t-11);
  }
  h2 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  .kinds {
    display: flex;
    gap: 12px;
  }
  .kinds input {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    appearance: none;
  }
  .kinds label {
    position: relative;
    padding-bottom: 2px;
    border-bottom: 1.5px solid transparent;
    color: var(--ink-3);
    cursor: pointer;
  }
  .kinds label:hover {
    color: var(--ink);
  }
  .kinds .chosen {
    border-color: var(--ink);
    color: var(--ink);
    font-weight: 600;
  }
  .kinds label:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .scale {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-left: auto;
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  .note {
    margin: var(--s-1) 0 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .drop {
    position: sticky;
    bottom: var(--s-4);
    margin: 0;
    padding: var(--s-4);
    border: 1.5px dashed var(--ink);
    background: var(--paper);
    text-align: center;
  }
  @container training (max-width: 620px) {
    .run {
      grid-template-columns: minmax(0, 1fr) 160px;
      gap: 12px;
    }
  }
  @container training (max-width: 520px) {
    .tab {
      padding-inline: var(--s-4);
    }
    .run {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 700px) {
    .kinds label {
      line-height: 40px;
    }
  }
`
