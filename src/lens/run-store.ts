/** Kept runs in IndexedDB, with the texts of one's own that they were trained on. */
import type { Config } from '../engine/config.ts'
import type { LaneSpan } from './worker/messages.ts'
import type { RunStart } from './cursor.ts'

/** A run is its config, its data, its lanes and how far it went; losses and parameters are kept to be seen, and compared. */
export interface KeptRun {
  readonly id: string
  readonly name: string
  /** When it was kept, in milliseconds. */
  readonly at: number
  readonly config: Config
  readonly data: {
    readonly name: string
    readonly shared: 'shipped' | 'original' | null
    readonly textKey: string | null
  }
  readonly spans: readonly LaneSpan[]
  readonly start: RunStart | null
  readonly losses: readonly number[]
  /** After the last step. */
  readonly parameters: Float64Array
  /** Before the last step: what is shown until the steps are done again. */
  readonly before: { readonly step: number; readonly parameters: Float32Array }
}

const names = { runs: 'runs', texts: 'texts' } as const

export class RunStore {
  private opened: Promise<IDBDatabase> | null = null

  private database(): Promise<IDBDatabase> {
    return (this.opened ??= new Promise((done, fail) => {
      const request = indexedDB.open('microgpt-lens runs', 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore(names.runs, { keyPath: 'id' })
        request.result.createObjectStore(names.texts)
      }
      request.onsuccess = () => {
        // A later version of the page, in another tab, must not wait for this one.
        request.result.onversionchange = () => request.result.close()
        done(request.result)
      }
      request.onerror = () => fail(request.error ?? new Error('no database'))
    }))
  }

  /** Does some work in one transaction, all of it or nothing. */
  private async within<Answer>(
    mode: IDBTransactionMode,
    work: (runs: IDBObjectStore, texts: IDBObjectStore) => IDBRequest<Answer> | null,
  ): Promise<Answer | null> {
    const transaction = (await this.database()).transaction(Object.values(names), mode)
    const request = work(transaction.objectStore(names.runs), transaction.objectStore(names.texts))
    await new Promise<void>((done, fail) => {
      const refused = (): void => fail(transaction.error ?? new Error('refused'))
      transaction.oncomplete = () => done()
      transaction.onabort = refused
      transaction.onerror = refused
    })
    return request?.result ?? null
  }

  /** The oldest first. */
  async all(): Promise<KeptRun[]> {
    const runs = (await this.within('readonly', runs => runs.getAll() as IDBRequest<KeptRun[]>)) ?? []
    return runs.sort((a, b) => a.at - b.at)
  }

  async put(run: KeptRun, text: string | null = null): Promise<void> {
    await this.within('readwrite', (runs, texts) => {
      if (text !== null && run.data.textKey !== null) texts.put(text, run.data.textKey)
      runs.put(run)
      return null
    })
  }

  /** @param orphan the key of a text that no other run was trained on */
  async remove(id: string, orphan: string | null): Promise<void> {
    await this.within('readwrite', (runs, texts) => {
      if (orphan !== null) texts.delete(orphan)
      runs.delete(id)
      return null
    })
  }

  async text(key: string): Promise<string | null> {
    const found = await this.within('readonly', (_, texts) => texts.get(key) as IDBRequest<unknown>)
    return typeof found === 'string' ? found : null
  }
}
