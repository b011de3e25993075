/** Whether explanations are shown: one choice for the whole page, kept between visits. */
import { signal } from '@preact/signals-core'
import { remember } from '../storage.ts'

const root = document.documentElement
/** The root element has it before anything is painted. */
export const notesOn = signal(root.dataset['notes'] !== 'off')

export function toggleNotes(): void {
  notesOn.value = !notesOn.peek()
  if (notesOn.peek()) delete root.dataset['notes']
  else root.dataset['notes'] = 'off'
  remember('notes', notesOn.peek())
}
