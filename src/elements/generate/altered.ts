/** What names are made up by, where that is not the model as it was trained. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { View } from '../../lens/session.ts'

/** @param off parts that the run was trained without */
export function altered(view: View, off: string): TemplateResult | typeof nothing {
  const { parameters, activations } = view.intervention
  const held = parameters.length
  const said = [
    ...(held > 0 ? [`with ${held} held ${held === 1 ? 'parameter' : 'parameters'}`] : []),
    ...(view.off === off ? [] : ['with parts switched off']),
  ]
  if (said.length + activations.length === 0) return nothing
  return html`<p class="altered">
    ${said.length > 0 ? `Made up ${said.join(', ')}.` : nothing}
    ${activations.length > 0 ? 'Held activations belong to the document at hand, and are left out here.' : nothing}
  </p>`
}

export const alteredStyles = css`
  .altered {
    margin: 0 0 4px;
    color: var(--ink-2);
    font-size: var(--t-11);
  }
`
