import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coloursOf, contrast } from './colours.ts'

/** As the house's look has it: her colour, fill, what is on it, text in light and in dark, each with its ratio. */
const table = [
  ['#F2B705', '#F2B705', '#13201E', 9.2, '#886600', '#F2B705'],
  ['#9E1B32', '#9E1B32', '#FFFFFF', 7.9, '#9E1B32', '#E5616B'],
  ['#4FA3D9', '#4FA3D9', '#13201E', 6.0, '#1473A6', '#4FA3D9'],
  ['#7A7A7A', '#747474', '#FFFFFF', 4.7, '#6B6B6B', '#8C8C8C'],
] as const

for (const [own, fill, on, ratio, textLight, textDark] of table) {
  test(`${own} becomes what the table says`, () => {
    const colours = coloursOf(own)
    assert.deepEqual([colours.fill, colours.on], [fill, on])
    assert.equal(contrast(on, fill).toFixed(1), ratio.toFixed(1))
    // The step of lightness is ours: nobody sees two of 255.
    near(colours.textLight, textLight)
    near(colours.textDark, textDark)
  })
}

test('whatever colour she picks, everything can be read and every line be seen', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(hex, (own) => {
      const colours = coloursOf(own)
      assert.ok(contrast(colours.on, colours.fill) >= 4.5)
      for (const ground of ['#FFFFFF', colours.tintLight]) {
        assert.ok(contrast(colours.textLight, ground) >= 4.5)
        assert.ok(contrast(colours.graphicLight, ground) >= 3)
      }
      for (const ground of ['#0D1413', '#151E1C', colours.tintDark]) {
        assert.ok(contrast(colours.textDark, ground) >= 4.5)
        assert.ok(contrast(colours.graphicDark, ground) >= 3)
      }
      for (const one of Object.values(colours)) assert.match(one, /^#[0-9A-F]{6}$/)
    }),
  )
})

function near(colour: string, expected: string): void {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  for (const [index, channel] of channels(colour).entries()) {
    const difference = Math.abs(channel - channels(expected)[index]!)
    assert.ok(difference <= 2, `${colour} is not ${expected}`)
  }
}
