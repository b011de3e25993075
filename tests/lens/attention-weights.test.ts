import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { attentionOutput, shareTerms } from '../../src/lens/attention-output.ts'
import { meanOfHeads, onlyRows, readByRows, readOfColumns, rowOf, weightsOf } from '../../src/lens/attention-weights.ts'
import { opened } from './run.ts'

const close = (a: number, b: number, words: string): void =>
  assert.ok(Math.abs(a - b) < 1e-9, `${words}: ${a} and ${b}`)

describe('the attention of whole heads', () => {
  test('a square has the rows of the trace and nothing above the diagonal; the mean of all heads adds up to 1 a row', async () => {
    const { reader } = (await opened({ n_layer: 2 })).view.value!
    const squares = [0, 1, 2, 3].map(head => weightsOf(reader, 1, head))
    const mean = meanOfHeads(reader, 1)
    for (let row = 0; row < 5; row++) {
      assert.deepEqual([...rowOf(squares[2]!, row)], [...reader.output('attention.softmax', row, 1, 2)!.values])
      assert.ok(squares[2]!.values.subarray(row * 5 + row + 1, (row + 1) * 5).every(Number.isNaN))
      for (let key = 0; key <= row; key++)
        close(
          rowOf(mean, row)[key]!,
          squares.reduce((sum, square) => sum + rowOf(square, row)[key]! / 4, 0),
          'mean',
        )
      close(
        rowOf(mean, row).reduce((sum, weight) => sum + weight, 0),
        1,
        'a row of the mean',
      )
    }
    assert.equal(weightsOf(reader, 1, 2), squares[2])
  })

  test('rows that are selected add up to their number, columns to a part of each row', async () => {
    const { reader } = (await opened()).view.value!
    const square = weightsOf(reader, 0, 1)
    const read = readByRows(square, [2, 4])
    close(
      read.sum.reduce((sum, weight) => sum + weight, 0),
      2,
      'two rows',
    )
    close(read.mean[4]!, rowOf(square, 4)[4]! / 2, 'only row 4 reads position 4')
    const looked = readOfColumns(square, [1, 3])
    assert.ok(Number.isNaN(looked.sum[0]), 'row 0 comes before both')
    close(looked.sum[4]!, rowOf(square, 4)[1]! + rowOf(square, 4)[3]!, 'row 4')
    const known = onlyRows(square, row => row < 3)
    assert.ok(Number.isNaN(readOfColumns(known, [1]).sum[4]))
    assert.equal(
      onlyRows(square, row => row < 3),
      known,
      'the same picture as long as no more is known',
    )
    assert.equal(
      onlyRows(square, () => true),
      square,
    )
  })

  for (const off of ['', 'head.2'])
    test(`what the heads write through wo adds up to what the program writes${off && ', with a head off'}`, async () => {
      const session = await opened({ n_layer: 2 })
      if (off) await session.toggle(off)
      const { reader } = session.view.value!
      const { shares, output, before, after } = attentionOutput(reader, 1, 3)
      for (let i = 0; i < 16; i++) {
        const heads = [0, 1, 2, 3].map(head => shares.values[head * 16 + i]!)
        close(
          heads.reduce((sum, share) => sum + share, 0),
          output.values[i]!,
          `number ${i}`,
        )
        close(before.values[i]! + output.values[i]!, after.values[i]!, `number ${i} of the stream`)
        if (off) assert.equal(heads[2], 0)
      }
      const terms = shareTerms(reader, { layer: 1, position: 3, head: 1, number: 7 })
      assert.deepEqual(
        terms.map(({ column }) => column),
        [4, 5, 6, 7],
      )
      assert.equal(terms[2]!.weight, reader.matrix('layer1.attn_wo').values[7 * 16 + 6])
      close(
        terms.reduce((sum, { product }) => sum + product, 0),
        shares.values[16 + 7]!,
        'the terms',
      )
    })
})
