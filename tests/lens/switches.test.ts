import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig, problemsWith } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import { freshState } from '../../src/engine/lane.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { offWords, switchableParts } from '../../src/engine/switches.ts'
import { ratesAt } from '../../src/engine/trainer.ts'
import { struckLines, switchLines, switchOn } from '../../src/lens/switches.ts'
import { noIntervention } from '../../src/engine/intervention.ts'
import { alteredTrace, lossesWithout } from '../../src/lens/worker/altered.ts'
import { Program } from '../../src/python/program.ts'
import sourceMap from '../../src/source-map.json'

const text = readFileSync('microgpt.py', 'utf8')
const program = new Program(text, sourceMap)
const lines = text.split('\n')

test('every part that can be switched off has its line, and what goes is what the part says', () => {
  const found = switchLines(program, 4)
  assert.deepEqual(
    found.map(({ part }) => part),
    [...switchableParts, 'head.0', 'head.1', 'head.2', 'head.3'],
  )
  const code = Object.fromEntries(found.map(({ part, line, from, to }) => [part, lines[line! - 1]!.slice(from, to)]))
  assert.match(code['embedding.position']!, /^pos_emb = /)
  assert.match(code['attention.scale']!, /^\/ ?head_dim ?\*\* ?0?\.5$/)
  assert.match(code['mlp.relu']!, /relu\(\)/)
  assert.match(code['attention.add']!, /x_residual/)
  for (const norm of ['embedding.norm', 'attention.norm', 'mlp.norm']) assert.equal(code[norm], 'x = rmsnorm(x)')
  assert.equal(new Set(found.slice(0, 8).map(({ line }) => line)).size, 8)
})

test('a line is known by what it switches; a line that does nothing of its own is none', () => {
  const relu = lines.findIndex(line => line.includes('xi.relu()')) + 1
  assert.equal(switchOn(program, relu)?.part, 'mlp.relu')
  assert.equal(switchOn(program, lines.findIndex(line => line.includes('q = linear')) + 1), null)
  assert.deepEqual(
    struckLines(program, 'mlp.relu,head.1').map(({ line }) => line),
    [relu],
  )
})

test('words are kept in one order, and only for heads that are there', () => {
  const off = offWords(['head.3', 'mlp.relu', 'head.9', 'nothing'], 4)
  assert.equal(off, 'mlp.relu,head.3')
  assert.deepEqual(problemsWith({ ...defaultConfig, off }), [])
  assert.match(problemsWith({ ...defaultConfig, off: 'head.3,mlp.relu' }).join(), /^off must name parts/)
  assert.match(problemsWith({ ...defaultConfig, n_head: 2, off: 'head.3' }).join(), /^off must name parts/)
})

test('what a part is worth is the difference between two real models on the same parameters', () => {
  const plan = planFor(defaultConfig, 27)
  const state = freshState(initialParameters({ ...defaultConfig, std: 0.3 }, 27, new Random(3)))
  const input = { rows: rowsOf([[4, 12, 12, 0]], 26, 16), rates: ratesAt(defaultConfig, 0) }
  const offs = ['', ...switchableParts, 'head.2']
  const losses = lossesWithout(plan, offs, state, input)
  assert.equal(new Set(losses).size, offs.length)
  offs.forEach((off, i) => {
    const machine = new ExactMachine(planFor({ ...defaultConfig, off }, 27))
    machine.load(state)
    assert.equal(machine.step(input), losses[i])
    const { memory } = alteredTrace(plan, off, noIntervention, state, input)
    assert.deepEqual(memory, machine.memory)
  })
})

test('without its relu the features go on as they are, and a head that is off says nothing', () => {
  const off = 'mlp.relu,head.1'
  const plan = planFor({ ...defaultConfig, off }, 27)
  const machine = new ExactMachine(plan)
  machine.load(freshState(initialParameters(defaultConfig, 27, new Random(3))))
  machine.step({ rows: rowsOf([[4, 12, 0]], 26, 16), rates: ratesAt(defaultConfig, 0) })
  assert.equal(plan.output('mlp.relu', 0), plan.output('mlp.expand', 0))
  const at = plan.offset(plan.output('attention.concat', 0)!)
  const said = plan.offset(plan.output('attention.mix', 0)!)
  for (let row = 0; row < 4; row++)
    for (let i = 0; i < 16; i++)
      assert.equal(machine.memory[at + row * 16 + i], i >> 2 === 1 ? 0 : machine.memory[said + row * 16 + i])
  assert.ok(machine.memory.subarray(said + 4, said + 8).some(number => number !== 0))
})
