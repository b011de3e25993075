/** STUB written by the owner so that the page builds; its helper replaces it. */
import { LitElement, html } from 'lit'
export class MgStubcodepane extends LitElement { lineBox(): DOMRect | null { return null } override render() { return html`<p>code-pane</p>` } }
customElements.define('mg-code-pane', MgStubcodepane)
