/** The page's door: the engine in its worker, the session over it, and the app that shows it. */
import names from './data/names.txt'
import microgptSource from '../microgpt.py'
import sourceMap from './source-map.json'
import workerSource from 'worker:engine'
import { startEngine } from './lens/engine-client.ts'
import { revivedWords } from './lens/lane-words.ts'
import { Player } from './lens/player.ts'
import { openFirst, keepPlace } from './lens/place.ts'
import { restorePrograms } from './lens/program-place.ts'
import { Session, watch } from './lens/session.ts'
import { Program } from './python/program.ts'
import './elements/app/mg-app.ts'

const engine = startEngine(workerSource, () => import('worker:parts'))
const session = new Session(engine, new Program(microgptSource, sourceMap))
const player = new Player(session)
engine.onRevived = steps => session.say(revivedWords(steps))

const app = document.querySelector('mg-app')!
app.replaceChildren()
app.session = session
app.player = player

// The root says which lane computes, and when the first trace is on the screen.
const root = document.documentElement
watch(() => void (root.dataset['backend'] = session.lane.value.lane))
const stopWaiting = watch(() => {
  if (!session.view.value) return
  void app.updateComplete.then(() => {
    root.dataset['ready'] = ''
    stopWaiting()
  })
})

restorePrograms(session, location.hash)
void openFirst(session, names).then(() => keepPlace(session))
