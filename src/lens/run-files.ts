/** The losses of a run as CSV, and the program with the numbers that run. */
import { datasetOf } from '../engine/dataset.ts'
import { ratesAt } from '../engine/trainer.ts'
import type { Session } from './session.ts'

/** A field of CSV: in quotes where it must be (RFC 4180). */
const field = (words: string): string => (/[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words)

/** A line a step: its number from 1, the documents, the loss in nats a letter, and the learning rate. */
export function lossesFile(session: Session): File {
  const { config, dataset } = session.run.peek()!
  const { docs } = datasetOf(dataset.name, dataset.text, config.seed)
  const documentsAt = (step: number): string =>
    Array.from({ length: config.batch_size }, (_, b) => docs[(step * config.batch_size + b) % docs.length]!).join(' | ')
  const lines = session.training.losses.peek().flatMap((loss, step) =>
    // Of a run that begins with the model of a file, the steps before are not here.
    Number.isNaN(loss) ? [] : [[step + 1, field(documentsAt(step)), loss, ratesAt(config, step).rate].join(',')],
  )
  const text = ['step,document,loss,learning_rate', ...lines, ''].join('\r\n')
  return new File([text], 'losses.csv', { type: 'text/csv' })
}

/** The program in the pane with the present numbers; what it has no words for stands in its first lines. */
export function programFile(session: Session): File {
  const notes = session.unsaid.peek().map(each => `# ${each}\n`)
  const shownName = session.programs.name.peek()
  const name = /\.py$/i.test(shownName) ? shownName : 'microgpt.py'
  return new File([...notes, session.source.peek()], name, { type: 'text/x-python' })
}
