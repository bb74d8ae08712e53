import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { UsageError } from '../server/cli/command.ts'
import { options, run } from '../server/cli/insights.ts'
import { readConfig } from '../server/platform/config.ts'
import { Refused } from '../server/platform/errors.ts'

/** `bin/regulars insights fit | score | summary` as a stranger meets them: with files of any make, and wrong ones. */
const folder = mkdtempSync(join(tmpdir(), 'regulars-insights-'))
const cli = resolve(import.meta.dirname, '../server/cli.ts')
after(() => rmSync(folder, { recursive: true }))

interface Said {
  code: number | null
  out: string
  error: string
}

/** The command itself, without starting a program for each of its many cases; the last tests start it. */
async function insights(...words: string[]): Promise<Said> {
  try {
    const parsed = parseArgs({
      args: words,
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const { result, text } = await run({
      ...{ values: parsed.values, words: parsed.positionals, config: readConfig() },
      json: parsed.values.json === true,
      onDatabase: () => assert.fail('no database is needed'),
    })
    return { code: 0, out: parsed.values.json ? JSON.stringify(result) : text, error: '' }
  } catch (error) {
    assert.ok(error instanceof UsageError || error instanceof Refused, String((error as Error).stack))
    return { code: error instanceof UsageError ? 2 : 1, out: '', error: error.message }
  }
}

async function started(
  words: string[],
  listen?: (child: ChildProcessWithoutNullStreams) => void,
): Promise<Said> {
  const child = spawn(process.execPath, [cli, 'insights', ...words])
  const said: Said = { code: null, out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.error += text
  })
  listen?.(child)
  said.code = await new Promise((done) => child.once('close', done))
  return said
}

let files = 0
function file(content: string | Buffer, name = '.csv'): string {
  files += 1
  const path = join(folder, `${files}${name}`)
  writeFileSync(path, content)
  return path
}

/** JSON knows no NaN and no infinity: what reads is finite, and what can't be said is null. */
async function answer(...words: string[]) {
  const { code, out, error } = await insights(...words, '--json')
  assert.equal(code, 0, `${words.join(' ')}: ${error}`)
  return JSON.parse(out)
}

const fitted = async (path: string, model: string, ...more: string[]) => {
  const { seconds, ...found } = await answer('fit', path, '--model', model, ...more)
  assert.ok(seconds >= 0 && seconds < 60)
  return found
}

const rows = [
  ['0', '0', '30', '300'],
  ['1', '10', '30', '90'],
  ['2', '20.5', '30', '40'],
  ['3', '7', '30', '30'],
  ['5', '25', '30', '20'],
  ['9', '29', '30', '5'],
]
const csv = (separator = ',', end = '\n', cells = rows) =>
  [['x', 't_x', 'T', 'count'], ...cells].map((row) => row.join(separator)).join(end) + end

const ways: Record<string, string | Buffer> = {
  gzipped: gzipSync(csv()),
  'Windows line ends': csv(',', '\r\n'),
  'a mark of UTF-8': `\ufeff${csv()}`,
  'semicolons and decimal commas': csv(';').replaceAll('.', ','),
  tabs: csv('\t'),
  'spaces around': csv(' , '),
  quotes: csv().replaceAll(/[^,\n]+/g, '"$&"'),
  'lines of nothing': `\n\n${csv(',', '\n\n')}\n \n`,
  'no last line end': csv().trimEnd(),
  'other names': csv().replace('x,t_x,T,count', 'Frequency,t.x,T.cal,custs'),
  'other order and more columns': [
    ...['count,note,T,x,t_x', ...rows.map(([x, tx, T, count]) => `${count},"a, b",${T},${x},${tx}`)],
  ].join('\n'),
  'one line a customer, unsorted': csv(
    ...[',', '\n'],
    rows
      .flatMap(([x, tx, T, count]) => Array.from({ length: Number(count) }, () => [x!, tx!, T!, '1']))
      .toReversed(),
  ),
}

describe('the same rows give the same answer, byte for byte, however the file is made:', () => {
  const usual = fitted(file(csv()), 'bg-nbd')
  for (const [name, content] of Object.entries(ways)) {
    test(name, async () => {
      const [one, other] = [await usual, await fitted(file(content), 'bg-nbd')]
      if (!name.startsWith('one line')) assert.deepEqual(other, one)
      assert.equal(other.customers, 485)
      assert.ok(Math.abs(other.logLikelihood - one.logLikelihood) < 1e-9)
      assert.deepEqual(Object.keys(other).sort(), [
        ...['border', 'customers', 'logLikelihood', 'model', 'params', 'standardErrors', 'warnings'],
      ])
    })
  }
})

describe('a file that cannot be read is refused in one line that names the place:', () => {
  const head = 'x,t_x,T\n0,0,30\n'
  const wrong: [string, string | Buffer, RegExp][] = [
    ['a missing column', 'x,T\n0,30\n', /has no column t_x\. It has: x, T\.$/],
    ['no headings', '0,0,30\n1,3,30\n', /has no column x\. It has: no headings\.$/],
    ['a column twice', 'x,x,t_x,T\n0,0,0,30\n', /^Two columns are called x/],
    ['a word for a number', `${head}1,abc,30\n`, /^Line 3: "abc" in t_x is not a number\.$/],
    ['NaN', `${head}1,NaN,30\n`, /^Line 3: "NaN" in t_x is not a number\.$/],
    ['Infinity', `${head}1,3,Infinity\n`, /^Line 3: "Infinity" in T is not a number\.$/],
    ['a hexadecimal', `${head}0x1,3,30\n`, /^Line 3: "0x1" in x is not a number\.$/],
    ['a line that is too short', `${head}0,0\n`, /^Line 3: "" in T is not a number\.$/],
    ['bought after the end', `${head}\n1,31,30\n`, /^Line 4: t_x is 31, after T = 30/],
    ['less than nothing', `${head}-1,3,30\n`, /^Line 3: x must be a whole number/],
    ['half a purchase', `${head}1.5,3,30\n`, /^Line 3: x must be a whole number/],
    ['a time without a purchase', `${head}0,5,30\n`, /^Line 3: x is 0 but t_x is 5/],
    ['a repeat on the first day', `${head}1,0,30\n`, /^Line 3: x is 1 but t_x is 0/],
    ['a time beyond all', `${head}0,0,1e13\n`, /^Line 3: T must be at most/],
    ['half a customer', 'x,t_x,T,count\n0,0,30,1.5\n', /^Line 2: count must be a whole number/],
    ['nobody', 'x,t_x,T,count\n0,0,30,0\n', /^There is no customer/],
    ['nothing', '', /is empty\.$/],
    ['empty lines', '\n \n', /is empty\.$/],
    ['headings alone', 'x,t_x,T\n', /has headings but no row\.$/],
    ['a quote left open', 'x,t_x,T\n"0,0,30\n', /^Line 2: a quote is not closed\.$/],
    ['a torn archive', gzipSync(head).subarray(0, 12), /can’t be read/],
    ['nobody watched', 'x,t_x,T\n0,0,0\n0,0,0\n', /^Nobody has been watched for any time/],
  ]
  for (const [name, content, words] of wrong) {
    test(name, async () => {
      const { code, out, error } = await insights('fit', file(content), '--model', 'bg-nbd', '--json')
      assert.ok(code === 1 || code === 2, String(code))
      assert.equal(out, '')
      assert.match(error.trimEnd(), words)
      assert.equal(error.trimEnd().includes('\n'), false)
    })
  }
  test('money in several currencies', async () => {
    const path = file('x,t_x,T,m,currency\n1,3,30,5,HUF\n2,8,30,6,EUR\n')
    assert.match(
      (await insights('fit', path, '--model', 'gamma-gamma')).error,
      /several currencies \(HUF, EUR\)/,
    )
    const log = file('customer,date,amount,currency\na,2026-01-01,5,HUF\na,2026-01-09,6,EUR\n')
    assert.match((await insights('summary', log)).error, /several currencies \(HUF, EUR\)/)
    const [one] = await answer('summary', log, '--currency', 'HUF', '--until', '2026-01-15')
    assert.deepEqual([one.x, one.T], [0, 2])
  })
  test('money of which every customer spends the same', async () => {
    const path = file('x,t_x,T,m\n1,3,30,5\n2,8,30,5\n3,9,30,5\n')
    assert.match(
      (await insights('fit', path, '--model', 'gamma-gamma')).error,
      /^Every customer spends the same/,
    )
  })
})

const edges: [string, string, string, RegExp | null, RegExp | null][] = [
  ['one customer', 'x,t_x,T\n3,20,30\n', 'pareto-nbd', null, /^Only 1 customer: too few/],
  [
    '49 customers',
    'x,t_x,T,count\n0,0,30,30\n1,10,30,12\n3,20,30,7\n',
    'bg-nbd',
    null,
    /^Only 49 .* wait for 50/,
  ],
  [
    '50 customers',
    'x,t_x,T,count\n0,0,30,31\n1,10,30,12\n3,20,30,7\n',
    'bg-nbd',
    null,
    /^Only 50 .* drawn towards/,
  ],
  [
    'nobody came back',
    'x,t_x,T,count\n0,0,30,400\n0,0,20,500\n',
    'mbg-nbd',
    /^r→0/,
    /^Nobody has bought a second/,
  ],
  ['all alike', 'x,t_x,T,count\n2,20,30,500\n', 'pareto-nbd', /^s→0.*; r, alpha→∞/, null],
  [
    'once or for ever',
    'x,t_x,T,count\n0,0,30,300\n1,10,30,90\n2,20,30,40\n5,25,30,20\n9,29,30,5\n',
    'bg-nbd',
    /^a, b→0: after a purchase/,
    null,
  ],
  ['two thousand purchases', 'x,t_x,T,count\n2000,1,700,1\n0,0,700,300\n2,20,700,99\n', 'bg-nbd', null, null],
  [
    'some watched for no time',
    'x,t_x,T,count\n0,0,0,10\n0,0,30,300\n2,20,30,100\n1,9,30,50\n',
    'bg-nbd',
    /^a→0/,
    null,
  ],
  ['small numbers', 'x,t_x,T,count\n2,1e-9,1e-8,100\n0,0,1e-8,300\n3,9e-9,1e-8,50\n', 'nbd', null, null],
  ['long times', 'x,t_x,T,count\n2,1e11,1e12,100\n0,0,1e12,300\n3,9e11,1e12,50\n', 'bg-nbd', /^a, b→∞/, null],
]

describe('what is fitted at the edge says so, and can be scored:', () => {
  for (const [name, content, model, border, warning] of edges) {
    test(name, async () => {
      const path = file(content)
      const found = await fitted(path, model)
      assert.ok(border ? border.test(found.border) : found.border === null, String(found.border))
      assert.ok(warning ? warning.test(found.warnings[0]) : found.warnings.length === 0, found.warnings[0])
      for (const value of [found.logLikelihood, ...Object.values(found.params)])
        assert.equal(typeof value, 'number')
      const params = Object.entries(found.params).map((pair) => pair.join('='))
      const scores = await answer(
        'score',
        path,
        '--model',
        model,
        '--params',
        params.join(','),
        '--horizon',
        '52',
      )
      for (const said of scores) for (const value of Object.values(said)) assert.equal(typeof value, 'number')
    })
  }
})

const past = 'x,t_x,T\n0,0,38.86\n2,30.43,38.86\n200,100,104\n2000,1,700\n0,0,0\n'

describe('scores have no pole and no overflow:', () => {
  for (const [model, params, horizon] of [
    ['bg-nbd', 'r=.243,alpha=4.414,a=1,b=2.426', '39'],
    ['bg-nbd', 'r=.243,alpha=4.414,a=.3,b=.4', '39'],
    ['mbg-nbd', 'r=.243, alpha=4.414, a=.01, b=.01', '1e6'],
    ['bg-nbd', 'r=.243,alpha=4.414,a=0,b=1', '39'],
    ['bg-nbd', 'r=7.2e10,alpha=1e12,a=1e-11,b=4e-11', '39'],
    ['pareto-nbd', 'r=.5534,alpha=10.5802,s=1,beta=11.6562', '39'],
    ['pareto-nbd', 'r=.5534,alpha=10.5802,s=0,beta=11.6562', '39'],
    ['pareto-nbd', 'r=.5534,alpha=10,s=.6,beta=10', '1e6'],
    ['pareto-nbd', 'r=6.6e10,alpha=2.3e12,s=7.2e10,beta=2.3e12', '39'],
    ['cnbd-k', 'r=.243,alpha=4.414,a=.793,b=2.426,k=2', '39'],
    ['nbd', 'r=.243,alpha=4.414', '0'],
  ] as const) {
    test(`${model} ${params}`, async () => {
      const scores = await answer(
        'score',
        file(past),
        '--model',
        model,
        '--params',
        params,
        '--horizon',
        horizon,
      )
      for (const { logLikelihood, pAlive, expected, pNoPurchase } of scores) {
        assert.equal(typeof logLikelihood, 'number')
        assert.ok(pAlive >= 0 && pAlive <= 1 && expected >= 0 && pNoPurchase >= 0 && pNoPurchase <= 1)
        if (horizon === '0') assert.deepEqual([expected, pNoPurchase], [0, 1])
        if (/[as]=0,/.test(params)) assert.equal(pAlive, 1)
      }
    })
  }
})

describe('a wrong call is told in one line, and ends with 2 or 1:', () => {
  const usual = 'r=.243,alpha=4.414,a=.793,b=2.426'
  for (const [words, said] of [
    [['--params', 'r=.243,alpha=4.414,a=.793'], /^bg-nbd needs b, a number above 0\.$/],
    [['--params', `r=1,${usual}`], /^--params: r is given twice\.$/],
    [['--params', `${usual},s=1`], /^bg-nbd has no parameter “s”; it has r, alpha, a, b\.$/],
    [['--params', usual.replace('.243', '-1')], /^bg-nbd needs r, a number above 0\.$/],
    [['--params', usual.replace('.243', 'NaN')], /"r=NaN" is not like/],
    [['--params', usual, '--horizon=-1'], /^--horizon must be a time from 0 to 1000000/],
    [['--params', usual, '--horizon', '1e9'], /^--horizon must be a time from 0 to 1000000/],
    [['--params', usual, '--horizon', 'soon'], /^--horizon must be/],
    [[], /^--params is missing/],
  ] as [string[], RegExp][]) {
    test(words.join(' ') || 'no parameters', async () => {
      const horizon = words.some((word) => word.startsWith('--horizon')) ? [] : ['--horizon', '39']
      const { code, out, error } = await insights(
        'score',
        file(past),
        '--model',
        'bg-nbd',
        ...words,
        ...horizon,
      )
      assert.ok(code === 1 || code === 2)
      assert.equal(out, '')
      assert.match(error.trimEnd(), said)
    })
  }
  test('no such model, no such file, two files', async () => {
    assert.match(
      (await insights('fit', file(past), '--model', 'lstm')).error,
      /^--model is one of nbd, bg-nbd/,
    )
    assert.match(
      (await insights('fit', join(folder, 'none.csv'), '--model', 'nbd')).error,
      /is not there\.$/m,
    )
    assert.match((await insights('fit', 'a', 'b', '--model', 'nbd')).error, /^Name one file/)
  })
})

test('chances and money have their own columns', async () => {
  const chances = file('x,t_x,n\n0,0,6\n2,4,6\n6,6,6\n')
  const params = 'alpha=1.204,beta=.75,gamma=.657,delta=2.783'
  const score = ['score', chances, '--model', 'bg-bb', '--params', params, '--horizon']
  const alive = (await answer(...score, '5')).map(({ pAlive }: { pAlive: number }) => pAlive.toFixed(3))
  assert.deepEqual(alive, ['0.108', '0.590', '0.930'])
  assert.match((await insights(...score, '5.5')).error, /whole number of chances/)
  const money = file('x,m\n0,\n1,11.77\n2,22.35\n100,9.99\n')
  const spends = await answer('score', money, '--model', 'gamma-gamma', '--params', 'p=6.25,q=3.74,v=15.44')
  assert.deepEqual(
    spends.map(({ expected }: { expected: number }) => expected.toFixed(6)),
    ['35.218978', '18.916852', '24.663714', '10.100121'],
  )
  const [fresh] = await answer('score', money, '--model', 'gamma-gamma', '--params', 'p=6.25,q=.9,v=15.44')
  assert.equal(fresh.expected, null)
})

test('a log to rows and on to a fit: --until, --holdout, --out', async () => {
  const log = file(
    [
      'Customer;Date;Amount',
      ...[
        'b;2026-01-31;4',
        'a;2026-01-15;10',
        'a;2026-01-01;3',
        'a;2026-01-15;2',
        'a;2026-01-08;6,5',
        'a;2026-03-20;1',
      ],
      'c;2026-03-15;1',
    ].join('\r\n'),
  )
  const out = join(folder, 'rows.csv')
  const words = ['summary', log, '--until', '2026-03-12', '--holdout', '2026-03-26', '--out', out]
  const rows = await answer(...words)
  assert.deepEqual(
    rows.map(({ id, x, t_x, T, m, actual }: Record<string, number>) => [id, x, t_x, T, m, actual]),
    [
      ['b', 0, 0, 40 / 7, 0, 0],
      ['a', 2, 2, 10, 9.25, 1],
    ],
  )
  assert.equal((await fitted(out, 'mbg-nbd')).customers, 2)
  const from = await answer('summary', log, '--from', '2026-01-10', '--until', '2026-03-12')
  assert.deepEqual(from.map(({ x, T }: { x: number; T: number }) => [x, T]).toSorted(), [
    [0, 40 / 7],
    [0, 8],
  ])
  assert.match((await insights('summary', log, '--until', 'soon')).error, /^--until must be a day/)
  assert.match((await insights('summary', log, '--from', '2027-01-01')).error, /last day lies before/)
})

test('the program answers on standard output and complains on standard error, by its exit code', async () => {
  const good = await started(['fit', file(csv()), '--model', 'bg-nbd', '--json'])
  assert.deepEqual([good.code, good.error], [0, ''])
  const { seconds: _, ...found } = JSON.parse(good.out)
  assert.deepEqual(found, await fitted(file(csv()), 'bg-nbd'))
  const late = await started(['fit', file('x,t_x,T\n1,31,30\n'), '--model', 'bg-nbd', '--json'])
  assert.deepEqual([late.code, late.out, late.error.split('\n').length], [1, '', 2])
  const unknown = await started(['fit', file(csv()), '--modell', 'bg-nbd'])
  assert.deepEqual([unknown.code, unknown.out], [2, ''])
})

test('who reads only the first lines gets no fault', async () => {
  const many = Array.from({ length: 40_000 }, (_, n) => `c${n},2026-01-01`)
  const path = file(`customer,date\n${many.join('\n')}\n`)
  const { error } = await started(['summary', path, '--json'], ({ stdout }) => {
    stdout.once('data', () => stdout.destroy())
  })
  assert.equal(error, '')
})
