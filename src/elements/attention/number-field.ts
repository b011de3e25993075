/** One number of a vector, chosen by its index. */
import { html, type TemplateResult } from 'lit'

/** @param label for those who hear it */
export function numberField(label: string, at: number, count: number, to: (at: number) => void): TemplateResult {
  return html`<label
    >number
    <input
      type="number"
      min="0"
      max=${count - 1}
      .value=${String(at)}
      aria-label=${label}
      @input=${(event: Event) => {
        const wanted = (event.target as HTMLInputElement).valueAsNumber
        if (Number.isInteger(wanted) && wanted >= 0 && wanted < count) to(wanted)
      }}
  /></label>`
}
