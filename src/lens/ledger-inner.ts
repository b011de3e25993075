/** What stands beside lines inside calls, inside the walk back and inside the loops of Adam and of sampling. */
import type { OpId } from '../engine/operations.ts'
import { helper, newValue, valueMethod } from './ledger-helpers.ts'
import type { Rule } from './ledger-line.ts'
import { sampleRule } from './ledger-sample.ts'
import { update } from './ledger-update.ts'
import { walkBack } from './ledger-walk.ts'

export const innerRules: Partial<Record<OpId, Rule>> = {
  value: newValue,
  'value.add': valueMethod('add'),
  'value.multiply': valueMethod('multiply'),
  'value.power': valueMethod('power'),
  'value.log': valueMethod('log'),
  'value.exp': valueMethod('exp'),
  'value.relu': valueMethod('relu'),
  'value.derived': valueMethod(null),
  'value.backward': walkBack,
  linear: helper('linear'),
  softmax: helper('softmax'),
  rmsnorm: helper('rmsnorm'),
  adam: update,
  'sample.start': sampleRule,
  'sample.logits': sampleRule,
  'sample.softmax': sampleRule,
  'sample.choose': sampleRule,
  'sample.print': sampleRule,
}
