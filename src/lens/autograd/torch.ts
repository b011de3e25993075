/** The same few lines for PyTorch and for `Value`, and what they print. */
import { result, run, startValues } from './expression.ts'
import { presetOf } from './descent.ts'

export const torchLines = [
  'import torch',
  'a = torch.tensor(2.0, requires_grad=True)',
  'b = torch.tensor(3.0, requires_grad=True)',
  'L = a * b + a',
  'L.backward()',
  'print(a.grad.item(), b.grad.item())',
] as const

export const valueLines = [
  '# the class is in microgpt.py',
  'a = Value(2.0)',
  'b = Value(3.0)',
  'L = a * b + a',
  'L.backward()',
  'print(a.grad, b.grad)',
] as const

export const torchPreset = presetOf('a = 2; b = 3; a*b + a')

/** A number as Python prints a float. */
export const pythonFloat = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value))

/** What the last line prints, by the engine's Value. */
export function printed(): string {
  const expression = run(torchPreset, startValues(torchPreset))
  result(expression).value.backward()
  return torchPreset.leaves
    .map(({ name }) => pythonFloat(expression.nodes.find(node => node.name === name)!.value.grad))
    .join(' ')
}
