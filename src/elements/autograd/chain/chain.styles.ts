import { css } from 'lit'

export const chainStyles = css`
  :host(mg-speeds) {
    padding: 0;
  }
  :host(mg-speeds) section {
    margin-top: 0;
    padding-top: 2px;
    border-top: 0;
  }
  .formula {
    margin: 2px 0 6px;
  }
  .fraction {
    display: inline-grid;
    font: italic 15px/1.25 var(--serif);
    text-align: center;
    white-space: nowrap;
  }
  .fraction span {
    padding: 0 4px;
  }
  .fraction .below {
    border-top: 1px solid currentColor;
  }
  .path {
    display: grid;
    grid-template-columns: 150px minmax(0, 1fr);
    align-items: center;
    gap: 4px 14px;
    padding: 5px 0 5px 8px;
    border-left: 3px solid transparent;
  }
  .path.shown {
    border-left-color: var(--grad);
  }
  .way {
    min-height: 24px;
    font: italic 14px var(--serif);
    text-align: left;
  }
  .factors {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .factor {
    display: inline-grid;
    justify-items: center;
    min-width: 40px;
  }
  .number,
  .product {
    font: 11.5px/16px var(--mono);
  }
  .product,
  .total b {
    color: var(--grad);
    font-family: var(--mono);
    font-weight: 600;
  }
  .times {
    color: var(--ink-3);
    font-family: var(--mono);
  }
  .total {
    margin-top: 4px;
    padding: 5px 0 0 11px;
    border-top: 1px solid var(--ink);
    line-height: 20px;
  }
  .equation {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    margin: 8px 0 0;
  }
  .equation .factor {
    gap: 2px;
  }
  .sums {
    margin: 4px 0 0;
  }
  @container (max-width: 480px) {
    .path {
      grid-template-columns: minmax(0, 1fr);
    }
    .way {
      min-height: 44px;
    }
  }
`
