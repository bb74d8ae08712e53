import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../platform/config.ts'
import { run } from '../insights.ts'

const ask = (values: Record<string, string>) =>
  run({
    ...{ words: ['plan'], values, config: readConfig({}), json: false },
    onDatabase: () => assert.fail('it asks no database'),
  })

test('says how many people it takes, and what so many can show', async () => {
  const { text } = await ask({ baseline: '0.1', lift: '0.02' })
  assert.equal(text, 'It takes 3841 in each group that is asked, 3841 left out, 7682 in all.')
  const more = await ask({
    ...{ baseline: '50', lift: '5', spread: '10', correlation: '0.6', people: '126' },
  })
  assert.match(
    more.text,
    /^It takes 63 in each .*126 in all\.\nWith what they did before taken out: 41 in each/,
  )
  assert.match(more.text, /126 people can show 4\.99\d at least\.$/)
})

test('what can’t be is said by its switch', async () => {
  for (const [values, said] of [
    [{ lift: '0.1' }, /--baseline is missing/],
    [{ baseline: '0.1', lift: 'much' }, /--lift must be a number/],
    [{ baseline: '0.1', lift: '-1' }, /--lift must be above 0/],
    [{ baseline: '0.95', lift: '0.1' }, /must stay below 1/],
    [{ baseline: '7', lift: '1' }, /--baseline must lie between 0 and 1/],
    [{ baseline: '0.1', lift: '0.1', arms: '1.5' }, /--arms must be a whole number/],
    [{ baseline: '0.1', lift: '0.1', 'left-out': '100' }, /--left-out must lie between/],
  ] as [Record<string, string>, RegExp][])
    await assert.rejects(ask(values), said)
})
