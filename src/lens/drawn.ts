/** Has the first name made up when the cursor comes to where the program does that; it costs nothing before. */
import type { Session } from './session.ts'

export function keepDrawn(session: Pick<Session, 'moment' | 'run' | 'view' | 'drawn' | 'tab'>): void {
  const [run, view, drawn] = [session.run.value, session.view.value, session.drawn.value]
  if (!run || !view || session.moment.value?.phase !== 'sample') return
  // That tab says which name it shows.
  if (session.tab.value === 'Generate') return
  if (drawn?.reader === view.reader && drawn.temperature === run.config.temperature) return
  void import('./sampling.ts').then(({ drawName }) => {
    // The trace may have gone on meanwhile.
    if (session.view.peek() === view && session.run.peek() === run) session.drawn.value = drawName(run, view)
  })
}
