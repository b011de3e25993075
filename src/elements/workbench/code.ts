import { html } from 'lit'
import { tokensOf, type Excerpt } from '../../lens/computation-source.ts'

/** An excerpt with the place where it stands, its comments, keywords and numbers told apart. */
export const code = ({ file, line, text }: Excerpt) =>
  html`<figure>
    <pre><code>${tokensOf(text).map(({ kind, text }) =>
      kind === 'plain' ? text : html`<span class=${kind}>${text}</span>`,
    )}</code></pre>
    <figcaption>${file}:${line}</figcaption>
  </figure>`
