import { css } from 'lit'

export const sectionStyles = css`
  section,
  .present {
    border-top: 1px solid var(--rule);
    padding: 10px 0;
  }
  .present section {
    padding: 0;
    border: 0;
  }
  .leaves {
    display: grid;
    padding: 8px 0 4px;
    grid-template-columns: 108px minmax(0, 1fr);
  }
  .sliders mg-slider {
    flex: 1 1 74px;
    max-width: 152px;
  }
  .sliders {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 14px;
  }
  .present {
    position: relative;
    min-height: 114px;
    box-sizing: border-box;
  }
  .count {
    position: absolute;
    top: 10px;
    right: 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .work {
    display: grid;
    grid-template-columns: 290px minmax(0, 1fr);
    gap: 0 36px;
    align-items: center;
    margin-top: 8px;
  }
  .prose {
    grid-column: 1 / -1;
    color: var(--ink-2);
  }
  .rule {
    display: flex;
    align-items: flex-start;
    gap: 22px;
  }
  .rule.made {
    align-items: center;
  }
  .term {
    display: grid;
    justify-items: center;
    gap: 6px;
    min-width: 52px;
  }
  .fraction {
    display: inline-grid;
    font: italic 16px/1.3 var(--serif);
    text-align: center;
  }
  .fraction span {
    padding: 0 5px;
  }
  .fraction .below {
    border-top: 1px solid currentColor;
  }
  .fraction.grad {
    color: var(--grad);
  }
  .term .under {
    color: var(--ink-3);
    font: 10px var(--mono);
  }
  .rule .sign {
    font: 14px/42px var(--mono);
  }
  .rule .math {
    font: italic 20px/42px var(--serif);
  }
  .sum {
    border-collapse: collapse;
    line-height: 20px;
  }
  .sum th {
    padding: 0 14px 0 0;
    color: var(--ink-3);
    font-size: var(--t-10);
    font-weight: 400;
    text-align: left;
  }
  .sum th,
  .sum td {
    vertical-align: baseline;
  }
  .sum td {
    font-family: var(--mono);
    text-align: right;
    white-space: nowrap;
  }
  .sum .remark {
    padding-left: 14px;
    color: var(--ink-3);
    font: 10px var(--sans);
    text-align: left;
    white-space: normal;
  }
  .total th,
  .total td:not(.remark) {
    border-top: 1px solid var(--ink);
    color: var(--grad);
    font-weight: 700;
  }
  .total th {
    color: var(--ink-3);
    font-weight: 400;
  }
  .topo {
    display: grid;
    grid-template-columns: 128px minmax(0, 1fr);
    align-items: center;
  }
  .topo ol {
    display: flex;
    flex-wrap: wrap;
    row-gap: 4px;
    margin: 0;
    padding: 0 0 0 1px;
    list-style: none;
  }
  .topo li {
    flex: 1 1 34px;
    min-width: 34px;
    max-width: 58px;
    height: 28px;
    margin-left: -1px;
    border: 1px solid var(--rule-2);
    text-align: center;
  }
  .topo li.unmade {
    border-style: dashed;
  }
  .topo button {
    width: 100%;
    height: 100%;
    font: italic 16px/26px var(--serif);
  }
  .topo .todo button {
    color: var(--ink-3);
  }
  .topo .now {
    position: relative;
    background: var(--grad-w);
    border: 1px solid var(--grad);
    outline: 0.75px solid var(--grad);
  }
  .topo .now button {
    color: var(--grad);
  }
  .check {
    display: grid;
    grid-template-columns: 186px minmax(0, 1fr);
    gap: 20px;
  }
  .nudged {
    width: 100%;
    border-collapse: collapse;
    line-height: 17px;
  }
  .nudged th {
    color: var(--ink-3);
    font-size: var(--t-11);
    font-weight: 400;
    text-align: left;
  }
  .nudged td {
    font: 11.5px var(--mono);
    text-align: right;
  }
  .nudged .total th,
  .nudged .total td:not(.remark) {
    border-top: 1px solid var(--ink);
    color: var(--ink);
  }
  .nudged .grad > * {
    color: var(--grad);
    font-weight: 600;
  }
  .nudged .muted td {
    color: var(--ink-3);
    font: 11px var(--sans);
  }
  .chart .slope {
    fill: var(--grad);
    font-weight: 700;
  }
  .table {
    border-top: 1px solid var(--rule);
    padding-top: 10px;
  }
  summary {
    width: max-content;
    color: var(--ink-2);
    cursor: pointer;
  }
  .scroller {
    margin-top: 8px;
    overflow-x: auto;
  }
  .table table {
    width: 100%;
    border-collapse: collapse;
    white-space: nowrap;
  }
  .table th,
  .table td {
    padding: 3px 16px 3px 0;
    border-bottom: 1px solid var(--rule);
    font: 11px var(--mono);
    text-align: left;
  }
  .table thead th {
    color: var(--ink-3);
    font-family: var(--sans);
  }

  @container (max-width: 640px) {
    .work {
      grid-template-columns: minmax(0, 1fr);
      gap: 10px;
    }
  }
  @container (max-width: 480px) {
    .leaves,
    .topo,
    .check {
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
    }
    .sliders mg-slider {
      flex-basis: 90px;
    }
    .rule {
      gap: 14px;
    }
    .sum tr {
      display: grid;
      grid-template-columns: 64px minmax(0, 1fr);
    }
    .sum .remark {
      grid-column: 1 / -1;
      padding: 0 0 4px;
      text-align: right;
    }
    .topo li {
      flex: 1 1 0;
      height: 44px;
    }
    .topo button {
      line-height: 42px;
    }
  }
`
