/** What stands in the left pane: a picture for each aspect of each tab, fetched when it is first wanted. */
import { html, type TemplateResult } from 'lit'
import { aspects, type Aspect } from '../../lens/aspects.ts'
import { tabs, type Tab } from '../../lens/link.ts'
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'
import '../architecture/mg-architecture.ts'

interface Pane {
  /** What the row of aspects calls it. */
  readonly words: string
  /** What nobody sees at first comes when it is opened, or when the page has nothing else to do. */
  readonly load?: () => Promise<unknown>
  readonly draw: (session: Session, player: Player) => TemplateResult
}

export const panes: { readonly [Of in Tab]: Readonly<Record<Aspect<Of>, Pane>> } = {
  Architecture: {
    model: {
      words: 'model',
      draw: (session, player) => html`<mg-architecture .session=${session} .player=${player}></mg-architecture>`,
    },
    source: {
      words: 'three languages',
      load: () => import('../workbench/mg-workbench.ts'),
      draw: session => html`<mg-workbench .session=${session}></mg-workbench>`,
    },
  },
  Autograd: {
    expression: {
      words: 'expression',
      load: () => import('../autograd/mg-autograd.ts'),
      draw: session => html`<mg-autograd .session=${session}></mg-autograd>`,
    },
  },
  Attention: {
    heads: {
      words: 'heads',
      load: () => import('../attention/mg-attention.ts'),
      draw: (session, player) => html`<mg-attention .session=${session} .player=${player}></mg-attention>`,
    },
  },
  Training: {
    run: {
      words: 'run',
      load: () => import('../training/mg-training.ts'),
      draw: session => html`<mg-training .session=${session}></mg-training>`,
    },
  },
}

export const panesOf = (tab: Tab): Readonly<Record<string, Pane>> => panes[tab]

/** What loads the first picture of every tab. */
export const firstPanes = (): (() => Promise<unknown>)[] =>
  tabs.flatMap(tab => panesOf(tab)[aspects[tab][0]]?.load ?? [])
