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
      draw: (session, player) =>
        session.zoom.value.level > 0
          ? zoomed(session)
          : html`<mg-architecture .session=${session} .player=${player}></mg-architecture>`,
    },
    why: {
      words: 'why this letter',
      load: () => import('../architecture/why/mg-letter-why.ts'),
      draw: session => html`<mg-letter-why .session=${session}></mg-letter-why>`,
    },
    source: {
      words: 'three languages',
      load: () => import('../workbench/mg-workbench.ts'),
      draw: session => html`<mg-workbench .session=${session}></mg-workbench>`,
    },
    parameters: {
      words: 'parameters',
      load: () => import('../architecture/parameters/mg-parameters.ts'),
      draw: session => html`<mg-parameters .session=${session}></mg-parameters>`,
    },
    scale: {
      words: 'to scale',
      load: () => import('../architecture/scale/mg-scale.ts'),
      draw: session => html`<mg-scale .session=${session}></mg-scale>`,
    },
    classic: {
      words: 'the classic diagram',
      load: () => import('../architecture/classic/mg-classic.ts'),
      draw: session => html`<mg-classic .session=${session}></mg-classic>`,
    },
    tour: {
      words: 'the toy, number by number',
      load: () => import('../architecture/tour/mg-tour.ts'),
      draw: session => html`<mg-tour .session=${session}></mg-tour>`,
    },
  },
  Autograd: {
    expression: {
      words: 'expression',
      load: () => import('../autograd/mg-autograd.ts'),
      draw: session => html`<mg-autograd .session=${session}></mg-autograd>`,
    },
    value: {
      words: 'the Value class',
      load: () => import('../autograd/value/mg-value-class.ts'),
      draw: session => html`<mg-value-class .session=${session}></mg-value-class>`,
    },
    chain: {
      words: 'chain rule',
      load: () => import('../autograd/chain/mg-chain-rule.ts'),
      draw: session => html`<mg-chain-rule .session=${session}></mg-chain-rule>`,
    },
    exercises: {
      words: 'exercises',
      load: () => import('../autograd/exercises/mg-exercises.ts'),
      draw: session => html`<mg-exercises .session=${session}></mg-exercises>`,
    },
    descend: {
      words: 'descend',
      load: () => import('../autograd/descend/mg-descend.ts'),
      draw: session => html`<mg-descend .session=${session}></mg-descend>`,
    },
    graph: {
      words: 'the model’s graph',
      load: () => import('../autograd/model-graph/mg-model-graph.ts'),
      draw: session => html`<mg-model-graph .session=${session}></mg-model-graph>`,
    },
    flow: {
      words: 'gradient flow',
      load: () => import('../autograd/flow/mg-gradient-flow.ts'),
      draw: session => html`<mg-gradient-flow .session=${session}></mg-gradient-flow>`,
    },
  },
  Attention: {
    heads: {
      words: 'heads',
      load: () => import('../attention/mg-attention.ts'),
      draw: (session, player) => html`<mg-attention .session=${session} .player=${player}></mg-attention>`,
    },
    steps: {
      words: 'step by step',
      load: () => import('../attention/steps/mg-attention-steps.ts'),
      draw: (session, player) => html`<mg-attention-steps .session=${session} .player=${player}></mg-attention-steps>`,
    },
    playground: {
      words: 'playground',
      load: () => import('../attention/playground/mg-query-playground.ts'),
      draw: session => html`<mg-query-playground .session=${session}></mg-query-playground>`,
    },
    trick: {
      words: 'the trick',
      load: () => import('../attention/trick/mg-trick.ts'),
      draw: session => html`<mg-trick .session=${session}></mg-trick>`,
    },
    dictionary: {
      words: 'dictionary',
      load: () => import('../attention/dictionary/mg-dictionary.ts'),
      draw: session => html`<mg-dictionary .session=${session}></mg-dictionary>`,
    },
    why: {
      words: 'why softmax, why √d',
      load: () => import('../attention/why/mg-why.ts'),
      draw: session => html`<mg-why .session=${session}></mg-why>`,
    },
    compare: {
      words: 'compare',
      load: () => import('../attention/compare/mg-attention-compare.ts'),
      draw: session => html`<mg-attention-compare .session=${session}></mg-attention-compare>`,
    },
    surgery: {
      words: 'what if',
      load: () => import('../attention/surgery/mg-head-surgery.ts'),
      draw: session => html`<mg-head-surgery .session=${session}></mg-head-surgery>`,
    },
    learned: {
      words: 'over training',
      load: () => import('../attention/learned/mg-head-film.ts'),
      draw: session => html`<mg-head-film .session=${session}></mg-head-film>`,
    },
  },
  Training: {
    run: {
      words: 'run',
      load: () => import('../training/mg-training.ts'),
      draw: session => html`<mg-training .session=${session}></mg-training>`,
    },
    optimisers: {
      words: 'optimisers',
      load: () => import('../training/optimisers/mg-optimisers.ts'),
      draw: session => html`<mg-optimisers .session=${session}></mg-optimisers>`,
    },
    surprise: {
      words: 'surprise',
      load: () => import('../training/cross-entropy/mg-cross-entropy.ts'),
      draw: session => html`<mg-cross-entropy .session=${session}></mg-cross-entropy>`,
    },
    toy: {
      words: 'the toy, live',
      load: () => import('../training/toy/mg-toy.ts'),
      draw: session => html`<mg-toy .session=${session}></mg-toy>`,
    },
  },
  Generate: {
    name: {
      words: 'letter by letter',
      load: () => import('../generate/mg-generate.ts'),
      draw: session => html`<mg-generate .session=${session}></mg-generate>`,
    },
    guardrail: {
      words: 'guardrail',
      load: () => import('../generate/guardrail/mg-guardrail.ts'),
      draw: session => html`<mg-guardrail .session=${session}></mg-guardrail>`,
    },
  },
}

/** The same model from close by. */
function zoomed(session: Session): TemplateResult {
  void loadZoom().catch((error: unknown) => (session.message.value = String(error)))
  return html`<mg-zoom .session=${session}></mg-zoom>`
}

export const loadZoom = (): Promise<unknown> => import('../architecture/zoom/zoom.ts')

export const panesOf = (tab: Tab): Readonly<Record<string, Pane>> => panes[tab]

/** What loads the first picture of every tab. */
export const firstPanes = (): (() => Promise<unknown>)[] =>
  tabs.flatMap(tab => panesOf(tab)[aspects[tab][0]]?.load ?? [])
