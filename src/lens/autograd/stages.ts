/** The class `Value` as it grows: four classes that really run, each with one idea more than the one before. */
import { Value } from '../../engine/value.ts'
import type { OpId } from '../../engine/operations.ts'
import { run, type LeafValues } from './expression.ts'
import type { Line, Preset, ValueOp } from './presets.ts'

/** A number in a coat. */
class Wrapped {
  constructor(readonly data: number) {}
}

/** It can be added and multiplied, and forgets of what. */
class Computing {
  constructor(readonly data: number) {}
  add(other: Computing): Computing { return new Computing(this.data + other.data) } // prettier-ignore
  mul(other: Computing): Computing { return new Computing(this.data * other.data) } // prettier-ignore
}

/** It keeps the numbers that it was made of. */
class Remembering {
  constructor(
    readonly data: number,
    readonly _children: readonly Remembering[] = [],
  ) {}
  add(other: Remembering): Remembering { return new Remembering(this.data + other.data, [this, other]) } // prettier-ignore
  mul(other: Remembering): Remembering { return new Remembering(this.data * other.data, [this, other]) } // prettier-ignore
}

interface Methods {
  readonly data: number
  readonly add?: (other: never) => Methods
  readonly mul?: (other: never) => Methods
}

export interface Stage {
  readonly id: 'wrapper' | 'operators' | 'children' | 'gradients'
  readonly title: string
  /** Our own lines of it; those that are new at this stage are marked. */
  readonly python: readonly (readonly [line: string, isNew: boolean])[]
  /** Where the whole of it stands in microgpt.py. */
  readonly ops: readonly OpId[]
  readonly note: string
  readonly make: (data: number) => Methods
}

const known = (...lines: string[]): [string, boolean][] => lines.map(line => [line, false])
const fresh = (...lines: string[]): [string, boolean][] => lines.map(line => [line, true])

export const stages: readonly Stage[] = [
  {
    id: 'wrapper',
    title: '1 a wrapper',
    python: fresh('class Value:', '    def __init__(self, data):', '        self.data = data'),
    ops: ['value'],
    note: 'An object around a number, so that more can be kept with it. It cannot compute anything yet.',
    make: data => new Wrapped(data),
  },
  {
    id: 'operators',
    title: '2 + and ×',
    python: [
      ...known('class Value:', '    def __init__(self, data):', '        self.data = data', ''),
      ...fresh('    def __add__(self, other):', '        return Value(self.data + other.data)'),
      ...known(''),
      ...fresh('    def __mul__(self, other):', '        return Value(self.data * other.data)'),
    ],
    ops: ['value.add', 'value.multiply'],
    note: 'Python hands + and * to the two methods, and the result is right. What it was made of is lost at once.',
    make: data => new Computing(data),
  },
  {
    id: 'children',
    title: '3 children',
    python: [
      ...known('class Value:'),
      ...fresh('    def __init__(self, data, children=()):'),
      ...known('        self.data = data'),
      ...fresh('        self._children = children'),
      ...known('', '    def __add__(self, other):'),
      ...fresh('        return Value(self.data + other.data, (self, other))'),
      ...known('', '    def __mul__(self, other):'),
      ...fresh('        return Value(self.data * other.data, (self, other))'),
    ],
    ops: ['value', 'value.add', 'value.multiply'],
    note: 'Every result keeps its operands, so the last number leads back to all others: this is the graph.',
    make: data => new Remembering(data),
  },
  {
    id: 'gradients',
    title: '4 local_grads, backward',
    python: [
      ...known('class Value:'),
      ...fresh('    def __init__(self, data, children=(), local_grads=()):'),
      ...known('        self.data = data', '        self._children = children'),
      ...fresh('        self._local_grads = local_grads', '        self.grad = 0'),
      ...known('', '    def __add__(self, other):'),
      ...fresh('        return Value(self.data + other.data,', '                     (self, other), (1, 1))'),
      ...known('', '    def __mul__(self, other):'),
      ...fresh('        return Value(self.data * other.data, (self, other),'),
      ...fresh('                     (other.data, self.data))'),
      ...known(''),
      ...fresh('    def backward(self):', '        self.grad = 1'),
      ...fresh('        for v in reversed(topo(self)):  # wholes first'),
      ...fresh('            edges = zip(v._children, v._local_grads)'),
      ...fresh('            for child, local_grad in edges:'),
      ...fresh('                child.grad += local_grad * v.grad'),
    ],
    ops: ['value.backward', 'value', 'value.add', 'value.multiply'],
    note: 'With each child it keeps how fast the result grows with it. That is all that backward needs to fill in every grad.',
    make: data => new Value(data),
  },
]

export interface StageRun {
  /** The objects that have a variable, and those in between; in the order in which they were made. */
  readonly objects: readonly StageObject[]
  /** What Python would stop with; null where it went through. */
  readonly problem: string | null
}

export interface StageObject {
  /** What it is called in the expression. */
  readonly name: string
  /** It has a name in the program; what has none is thrown away unless somebody keeps it. */
  readonly isVariable: boolean
  /** Still there: it has a variable, or something that is there keeps it. */
  readonly isKept: boolean
  /** Its fields as they are on the object, numbers as they are and other objects by name. */
  readonly fields: readonly (readonly [field: string, value: number | readonly (number | string)[]])[]
}

const signs: Partial<Record<ValueOp, string>> = { 'value.add': '+', 'value.multiply': '*' }
const methodOf: Record<ValueOp, string> = {
  'value.add': 'add',
  'value.multiply': 'mul',
  'value.power': '**',
  'value.log': 'log',
  'value.exp': 'exp',
  'value.relu': 'relu',
}

/** Runs an expression on the class of one stage, and looks at what its objects then hold. */
export function runStage(stage: Stage, preset: Preset, values: LeafValues): StageRun {
  const objects = new Map<string, Methods>()
  for (const { name, data } of preset.leaves) objects.set(name, stage.make(values[name] ?? data))
  const { nodes } = run(preset, values)
  let problem: string | null = null
  for (const line of preset.lines) {
    const constant = nodes.find(({ name }) => name === line.name)?.children.find(({ isConstant }) => isConstant)
    if (constant) objects.set(constant.name, stage.make(constant.value.data))
    const made = apply(line, objects, constant?.name)
    if (typeof made === 'string') {
      problem = made
      break
    }
    objects.set(line.name, made)
  }
  const last = objects.get(preset.lines.at(-1)!.name)
  if (last instanceof Value) last.backward()
  return { objects: look(objects, preset, problem === null), problem }
}

/** @param constant the name of the plain number among its operands */
function apply(
  { op, of }: Line,
  objects: ReadonlyMap<string, Methods>,
  constant: string | undefined,
): Methods | string {
  const self = objects.get(String(of[0]))!
  if (op !== 'value.add' && op !== 'value.multiply') {
    if (!(self instanceof Value)) return `The Value of this stage has no ${methodOf[op]}.`
    const made =
      op === 'value.power'
        ? self.pow(Number(of[1]))
        : op === 'value.log'
          ? self.log()
          : op === 'value.exp'
            ? self.exp()
            : self.relu()
    return Number.isFinite(self.data) && !Number.isFinite(made.data) ? exceptionOf(op, self.data, made.data) : made
  }
  const method = op === 'value.add' ? self.add : self.mul
  if (!method) return `TypeError: unsupported operand type(s) for ${signs[op]}: 'Value' and 'Value'`
  const other = objects.get(typeof of[1] === 'number' ? constant! : String(of[1]))!
  return method.call(self, other as never)
}

/** What Python ends with, where an operation of a number has no float. */
function exceptionOf(op: ValueOp, x: number, made: number): string {
  if (op === 'value.log') return 'ValueError: math domain error'
  if (op === 'value.power' && x === 0) return 'ZeroDivisionError: 0.0 cannot be raised to a negative power'
  return Number.isNaN(made)
    ? 'The root of a negative number is complex, and no float.'
    : 'OverflowError: math range error'
}

function look(objects: ReadonlyMap<string, Methods>, { leaves, lines, text }: Preset, isWhole: boolean): StageObject[] {
  const names = new Map([...objects].map(([name, object]) => [object, name]))
  const named = new Set([...leaves.map(({ name }) => name), lines.at(-1)!.name, ...assigned(text)])
  const kept = new Set<unknown>()
  const keep = (object: unknown): void => {
    if (kept.has(object)) return
    kept.add(object)
    for (const part of partsOf(object)) keep(part)
  }
  for (const [name, object] of objects) if (named.has(name)) keep(object)
  const worded = (value: unknown): number | string =>
    typeof value === 'number' ? value : (names.get(value as Methods) ?? String((value as Methods).data))
  return [...objects].map(([name, object]) => ({
    name,
    isVariable: named.has(name),
    isKept: kept.has(object),
    fields: Object.entries(object)
      // A grad that no walk back came to is not known.
      .filter(([field, value]) => typeof value !== 'function' && (isWhole || field !== 'grad'))
      .map(([field, value]: [string, unknown]) => [field, Array.isArray(value) ? value.map(worded) : Number(value)]),
  }))
}

const partsOf = (object: unknown): unknown[] =>
  Object.values(object as object).flatMap((value: unknown) =>
    Array.isArray(value) ? (value as unknown[]).filter(part => typeof part === 'object') : [],
  )

const assigned = (text: string): string[] =>
  [...text.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*=/gu)].map(([, name]) => name!)
