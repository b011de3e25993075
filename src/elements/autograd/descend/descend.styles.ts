import { css } from 'lit'

export const descendStyles = css`
  .charts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 8px 28px;
    margin: 6px 0;
  }
  .worked {
    margin: 6px 0 0;
    font: 11.5px/20px var(--mono);
  }
  .worked > span {
    display: block;
  }
  .worked .grad {
    font-weight: 600;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
    margin: 6px 0;
  }
  .buttons .plain {
    min-height: 26px;
    color: var(--ink-2);
  }
  .buttons .plain:hover:enabled {
    color: var(--ink);
  }
  .buttons [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
  }
  .count {
    position: static;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  @container (max-width: 560px) {
    .charts {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 480px) {
    .buttons .plain {
      min-width: 44px;
      min-height: 44px;
    }
  }
`
