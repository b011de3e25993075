import { css } from 'lit'

/** For every shadow root that draws marks. */
export const markStyles = css`
  svg {
    display: block;
    overflow: visible;
  }
  svg text {
    font-family: var(--sans);
    font-size: 11px;
  }
  /* Text with a fill of its own keeps it: a style sheet would win over the attribute. */
  svg :where(text:not([fill])) {
    fill: var(--ink);
  }
  svg .mono {
    font-family: var(--mono);
    font-size: 10.5px;
  }
  svg .small {
    font-size: 10px;
  }
  svg .muted {
    fill: var(--ink-3);
  }
  svg .bold {
    font-weight: 600;
  }
  svg .math {
    font-family: var(--serif);
    font-style: italic;
    font-size: 13px;
  }
  svg .end {
    text-anchor: end;
  }
  svg .middle {
    text-anchor: middle;
  }
  .mark {
    cursor: pointer;
    outline: none;
  }
  .mark:focus-visible .hit {
    stroke: var(--focus);
    stroke-width: 2;
  }
  .halo {
    stroke-width: 7;
    opacity: 0.9;
    animation: breathe 2.4s var(--ease-flow) infinite;
  }
  .halo,
  .active {
    pointer-events: none;
  }
  .active {
    stroke-width: var(--stroke-active);
  }
  .flow {
    stroke-dasharray: 4 5;
    animation: flow 1s linear infinite;
  }
  @keyframes flow {
    to {
      stroke-dashoffset: -18;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .halo,
    .flow {
      animation: none;
    }
  }
`
