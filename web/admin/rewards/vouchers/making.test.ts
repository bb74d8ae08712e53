import assert from 'node:assert/strict'
import { test } from 'node:test'
import { piecesOf } from './making.ts'

test('many are made in pieces that sum to the whole, each under a key of its own that stays', () => {
  for (const count of [1, 500, 501, 10_000]) {
    const pieces = piecesOf({ batch: 'b', count })
    assert.equal(
      pieces.reduce((sum, piece) => sum + piece.count, 0),
      count,
    )
    assert.ok(pieces.every((piece) => piece.count > 0 && piece.count <= 500))
    assert.equal(new Set(pieces.map(({ key }) => key)).size, pieces.length)
    assert.deepEqual(piecesOf({ batch: 'b', count }), pieces)
  }
})
