import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { signal } from '@preact/signals-core'
import sourceMap from '../../src/source-map.json'
import { defaultConfig } from '../../src/engine/config.ts'
import { Breakpoints } from '../../src/lens/breakpoints.ts'
import { statementAt } from '../../src/lens/calls.ts'
import { Stepper, type Stop } from '../../src/lens/stepping.ts'
import { Timeline } from '../../src/lens/timeline.ts'
import { Program } from '../../src/python/program.ts'

const text = readFileSync('microgpt.py', 'utf8')
const lines = text.split('\n')
const program = new Program(text, sourceMap)
const timeline = new Timeline({ ...defaultConfig, n_layer: 2 }, 27, 3)
const moments = Array.from({ length: timeline.length }, (_, index) => timeline.at(index))
const stepper = new Stepper(program, timeline)

/** The line, from 1, that begins so. */
const lineOf = (start: string): number => {
  const at = lines.findIndex(line => line.trimStart().startsWith(start))
  assert.notEqual(at, -1, start)
  return at + 1
}
const at = (op: string, head: number | null = null): Stop => {
  const index = moments.findIndex(m => m.op === op && m.phase === 'forward' && m.head === head)
  assert.notEqual(index, -1, op)
  return { index, frames: [] }
}
const words = ({ index, frames }: Stop): string =>
  [timeline.at(index).op, ...frames.map(({ line }) => lines[line - 1]!.trim().slice(0, 14))].join(' > ')
const walk = (stop: Stop, step: (stop: Stop) => Stop, times: number): Stop =>
  Array.from({ length: times }).reduce<Stop>(stop => step(stop), stop)

describe('stepping', () => {
  test('into goes through every executable line of the program, and ends', () => {
    const seen = new Set<number>()
    let stop: Stop = { index: 0, frames: [] }
    for (let i = 0; i < 100_000; i++) {
      const here =
        stop.frames.length > 0 ? stop.frames.map(({ line }) => line) : stepper.linesOf(timeline.at(stop.index))
      for (const line of here) {
        const [first, last] = statementAt(program, line)
        for (let inside = first; inside <= last; inside++) seen.add(inside)
      }
      const next = stepper.into(stop)
      if (next.index === stop.index && JSON.stringify(next.frames) === JSON.stringify(stop.frames)) break
      stop = next
    }
    assert.equal(stop.index, timeline.length - 1)
    assert.deepEqual(
      program.executableLines().filter(line => !seen.has(line)),
      [],
    )
  })

  test('into a helper shows its lines and what they call; out comes back to the line that called', () => {
    const inside = stepper.into(at('attention.query'))
    assert.equal(words(inside), 'attention.query > q = linear(x,  > return [sum(wi')
    const product = stepper.into(inside)
    assert.equal(words(product), 'attention.query > q = linear(x,  > return [sum(wi > other = other ')
    assert.equal(words(stepper.out(product)), words(inside))
    assert.equal(words(walk(inside, stop => stepper.over(stop), 2)), 'attention.key')
  })

  test('over passes a call, a head, a layer, a position; out leaves the loop, the function, the phase', () => {
    const { op, head } = timeline.at(stepper.over(at('head', 1)).index)
    assert.deepEqual([op, head], ['head', 2])
    assert.equal(words(stepper.over(at('head', 3))), 'attention.output')
    const nextLayer = timeline.at(stepper.over(at('layer')).index)
    assert.deepEqual([nextLayer.op, nextLayer.layer], ['layer', 1])
    assert.equal(words(stepper.over(at('gpt'))), 'loss.softmax')
    assert.equal(timeline.at(stepper.over(at('training.position')).index).position, 1)
    assert.equal(words(stepper.out(at('attention.mix', 0))), 'attention.output')
    assert.equal(words(stepper.out(at('mlp.relu'))), 'output.logits')
    assert.equal(words(stepper.out(at('embedding.add'))), 'loss.softmax')
    assert.equal(stepper.out(at('loss.softmax')).index, timeline.lossIndex)
    const last: Stop = { index: timeline.length - 1, frames: [] }
    assert.deepEqual(stepper.out(last), last)
    assert.deepEqual(stepper.over(last), last)
  })

  test('backward goes into Value.backward: from its start once, then a turn of the chain rule for each operation', () => {
    const start: Stop = { index: timeline.first('backward').from, frames: [] }
    assert.equal(words(stepper.into(start)), 'loss.mean > loss.backward( > topo = []  # e')
    const further = { index: start.index + 4, frames: [] }
    assert.match(words(stepper.into(further)), /> for v in rever$/)
  })

  test('stops are found from either direction, inside helpers and inside longer operations', () => {
    const start: Stop = { index: timeline.stepStart, frames: [] }
    const query = lineOf('q = linear')
    const first = stepper.find(start, [query], 1)!
    const second = stepper.find(first, [query], 1)!
    assert.deepEqual([timeline.at(first.index).layer, timeline.at(second.index).layer], [0, 1])
    assert.deepEqual(stepper.find(second, [query], -1), first)
    assert.equal(stepper.find(first, [query], -1), null)
    const chain = stepper.find(start, [lineOf('return Value(self.data ** n')], 1)!
    assert.match(words(chain), /^embedding.norm > x = rmsnorm.* > scale = \(ms .* > return Value\(s/)
    const [moment, variance] = [lineOf('m[i] = beta1'), lineOf('v[i] = beta2')]
    const m = stepper.find(start, [variance, moment], 1)!
    const v = stepper.find(m, [variance, moment], 1)!
    assert.deepEqual([m.index, m.frames[0]?.line, v.frames[0]?.line], [v.index, moment, variance])
    assert.deepEqual(stepper.find(v, [variance, moment], -1), m)
    assert.equal(stepper.find(v, [variance, moment], 1)!.index, v.index + 1)
  })
})

describe('breakpoints', () => {
  test('stand on statements, follow their code when lines move, and wait while it is away', () => {
    const shown = signal(program)
    const breakpoints = new Breakpoints(shown)
    const query = lineOf('q = linear')
    const scores = lineOf('attn_logits = ')
    assert.equal(breakpoints.toggle(lineOf('# Tokenizer')), null)
    assert.equal(breakpoints.toggle(scores + 1), scores, 'a statement of two lines has one stop')
    breakpoints.toggle(query)
    assert.deepEqual(breakpoints.lines.value, [query, scores])
    shown.value = new Program(`# one more line\n${text}`, sourceMap)
    assert.deepEqual(breakpoints.lines.value, [query + 1, scores + 1])
    shown.value = new Program('print(1)\n', sourceMap)
    assert.deepEqual(breakpoints.lines.value, [])
    shown.value = program
    breakpoints.toggle(query)
    assert.deepEqual(breakpoints.lines.value, [scores])
    breakpoints.clear()
    assert.deepEqual(breakpoints.lines.value, [])
  })
})
