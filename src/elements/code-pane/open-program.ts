/** Another microgpt.py, from a file or from the clipboard. What can't be one is said, and what was open stays. */
import { sentence } from '../../lens/training.ts'
import type { Session } from '../../lens/session.ts'
import { mostBytes, programBytes } from '../../python/program-text.ts'

export async function openFile(session: Session, file: File): Promise<void> {
  try {
    // A large file is not read at all: its first bytes are enough to refuse it.
    const bytes = new Uint8Array(await file.slice(0, mostBytes + 1).arrayBuffer())
    await session.useProgram(programBytes(file.name, bytes, file.size), file.name)
  } catch (error) {
    session.say(sentence(error))
  }
}

export const openPasted = (session: Session, text: string): Promise<boolean> => session.useProgram(text, 'pasted.py')
