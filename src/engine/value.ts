/** Autograd, number by number: the class `Value` of microgpt.py, with the same names and in the same order. */

/** One step of the walk back: what `child.grad` was, and what it became. */
export interface WalkedEdge {
  readonly v: Value
  readonly child: Value
  /** Which child of `v` it is: a number times itself has two edges to the same child. */
  readonly index: number
  readonly local_grad: number
  readonly before: number
  readonly after: number
}

/** A number that remembers what it was made of, and how much each part counts. */
export class Value {
  /** How much the last number grows when this one does; 0 until `backward` has been there. */
  grad = 0

  constructor(
    /** The number itself. */
    readonly data: number,
    /** The numbers that it was made of. */
    readonly _children: readonly Value[] = [],
    /** How much it grows when each of them does. */
    readonly _local_grads: readonly number[] = [],
  ) {}

  // Six operations know their own derivative.
  add(other: Value | number): Value {
    other = other instanceof Value ? other : new Value(other)
    return new Value(this.data + other.data, [this, other], [1, 1])
  }

  mul(other: Value | number): Value {
    other = other instanceof Value ? other : new Value(other)
    return new Value(this.data * other.data, [this, other], [other.data, this.data])
  }

  /** @param n a plain number: it has no gradient */
  pow(n: number): Value {
    return new Value(this.data ** n, [this], [n * this.data ** (n - 1)])
  }

  log(): Value { return new Value(Math.log(this.data), [this], [1 / this.data]) } // prettier-ignore
  exp(): Value { return new Value(Math.exp(this.data), [this], [Math.exp(this.data)]) } // prettier-ignore
  relu(): Value { return new Value(Math.max(0, this.data), [this], [Number(this.data > 0)]) } // prettier-ignore

  // Everything else is built from those six. The r- forms have the plain number on their left, as in `1 - x`.
  neg(): Value { return this.mul(-1) } // prettier-ignore
  radd(other: number): Value { return this.add(other) } // prettier-ignore
  sub(other: Value | number): Value { return this.add(other instanceof Value ? other.neg() : -other) } // prettier-ignore
  rsub(other: number): Value { return this.neg().radd(other) } // prettier-ignore
  rmul(other: number): Value { return this.mul(other) } // prettier-ignore
  truediv(other: Value | number): Value { return this.mul(other instanceof Value ? other.pow(-1) : other ** -1) } // prettier-ignore
  rtruediv(other: number): Value { return this.pow(-1).rmul(other) } // prettier-ignore

  /** Every number that this one depends on, parts before wholes. */
  topo(): Value[] {
    const topo: Value[] = []
    const visited = new Set<Value>()
    const stack: [v: Value, parts_done: boolean][] = [[this, false]] // no recursion: the chains are too long for it
    while (stack.length > 0) {
      const [v, parts_done] = stack.pop()!
      if (parts_done) topo.push(v)
      else if (!visited.has(v)) {
        visited.add(v)
        stack.push([v, true])
        for (const child of v._children.toReversed()) stack.push([child, false])
      }
    }
    return topo
  }

  /**
   * Gives every number that this one depends on its gradient.
   * @param watch is told of every edge, in the order in which they are walked
   */
  backward(watch: (edge: WalkedEdge) => void = () => {}): void {
    this.grad = 1
    for (const v of this.topo().reverse()) {
      // Wholes before parts: a grad is complete when used.
      for (const [index, child] of v._children.entries()) {
        const local_grad = v._local_grads[index]!
        const before = child.grad
        child.grad += local_grad * v.grad // the chain rule, one edge at a time
        watch({ v, child, index, local_grad, before, after: child.grad })
      }
    }
  }
}
