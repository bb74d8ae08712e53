import assert from 'node:assert/strict'
import { test } from 'node:test'
import { award, type BasketLine } from '../award.ts'
import { type ProgrammeDraft, programmeDocument } from '../document.ts'

const zone = 'Europe/Budapest'

type Purchase = {
  tierId?: string
  locationId?: string
  lines?: Partial<BasketLine>[]
  draft?: Partial<ProgrammeDraft>
}

/** Points for 100 at a point a unit: the percent that was in force. */
function percentAt(local: string, multipliers: ProgrammeDraft['multipliers'], more: Purchase = {}): number {
  const programme = programmeDocument.parse({
    format: 1,
    points: { name: 'p', worth: null, expiry: { kind: 'never' }, pendingDays: 0, debt: 'clamp', spend: null },
    rules: [{ id: 'spend', kind: 'amount', perMinor: 1, give: 1 }],
    multipliers,
    ...more.draft,
  })
  const now = Temporal.ZonedDateTime.from(`${local}[${zone}]`).toInstant()
  const lines = (more.lines ?? [{}]).map((line) => ({
    line: 0,
    kind: 'goods' as const,
    quantityMilli: 1_000,
    earningMinor: 100,
    ...line,
  }))
  const basket = {
    occurredAt: now,
    timeZone: zone,
    locationId: more.locationId ?? null,
    lines,
    totalMinor: 100,
  }
  const member = { tierId: more.tierId ?? null, carried: {}, capUsed: {}, visitedToday: false }
  return award(programme, basket, member, now).grants[0]!.amount
}

const tuesday = { id: 'tuesday', percent: 200, days: [2] }
const afternoon = { id: 'afternoon', percent: 150, hours: { from: '14:00', until: '16:00' } }
const night = { id: 'night', percent: 300, days: [5], hours: { from: '22:00', until: '02:00' } }

test('a day of the week counts from its first minute to its last', () => {
  assert.equal(percentAt('2026-07-28T00:00', [tuesday]), 200)
  assert.equal(percentAt('2026-07-28T23:59:59.999', [tuesday]), 200)
  assert.equal(percentAt('2026-07-29T00:00', [tuesday]), 100)
})

test('hours begin with their first minute and end before their last', () => {
  assert.equal(percentAt('2026-07-31T14:00', [afternoon]), 150)
  assert.equal(percentAt('2026-07-31T15:59', [afternoon]), 150)
  assert.equal(percentAt('2026-07-31T16:00', [afternoon]), 100)
})

test('hours that pass midnight belong to the evening on which they began', () => {
  assert.equal(percentAt('2026-07-31T23:00', [night]), 300)
  assert.equal(percentAt('2026-08-01T01:59', [night]), 300)
  assert.equal(percentAt('2026-08-01T02:00', [night]), 100)
  assert.equal(percentAt('2026-07-31T01:00', [night]), 100, 'Thursday’s night')
})

test('the last evening of a campaign goes on past midnight', () => {
  const last = { id: 'late', percent: 200, hours: { from: '22:00', until: '02:00' }, until: '2026-07-31' }
  assert.equal(percentAt('2026-08-01T01:00', [last]), 200)
  assert.equal(percentAt('2026-08-01T23:00', [last]), 100)
})

test('where the shop’s day ends at four, its Friday reaches into Saturday', () => {
  const draft = { dayEndsAt: '04:00' }
  const friday = { id: 'friday', percent: 200, days: [5] }
  assert.equal(percentAt('2026-08-01T03:59', [friday], { draft }), 200)
  assert.equal(percentAt('2026-08-01T04:00', [friday], { draft }), 100)
})

test('the hour that comes twice counts twice, and the one that never comes harms nothing', () => {
  const small = { id: 'small', percent: 200, hours: { from: '02:00', until: '03:00' } }
  assert.equal(percentAt('2026-10-25T02:30+02:00', [small]), 200)
  assert.equal(percentAt('2026-10-25T02:30+01:00', [small]), 200)
  assert.equal(percentAt('2026-03-29T03:00', [small]), 100)
})

test('the best counts, or all of them multiplied, as the programme says', () => {
  const both = [tuesday, { ...afternoon, percent: 150 }]
  assert.equal(percentAt('2026-07-28T15:00', both), 200)
  assert.equal(percentAt('2026-07-28T15:00', both, { draft: { multiplierPolicy: 'multiply' } }), 300)
})

test('a location and a tier each multiply only their own', () => {
  const levels = [
    { id: 'gold', name: 'Gold', from: 1, benefits: [{ kind: 'multiplier' as const, percent: 300 }] },
  ]
  const draft: Partial<ProgrammeDraft> = {
    tiers: { by: 'spend', window: { kind: 'lifetime' }, hold: { kind: 'none' }, levels },
  }
  assert.equal(percentAt('2026-07-31T10:00', [], { draft, tierId: 'gold' }), 300)
  assert.equal(percentAt('2026-07-31T10:00', [], { draft }), 100)
  const here = [{ id: 'here', percent: 200, locations: ['loc_1'] }]
  assert.equal(percentAt('2026-07-31T10:00', here, { locationId: 'loc_1' }), 200)
  assert.equal(percentAt('2026-07-31T10:00', here, { locationId: 'loc_2' }), 100)
})

test('a multiplier of some products leaves the others of the basket alone', () => {
  const tea = [{ id: 'tea', percent: 300, where: { categories: ['tea'] } }]
  assert.equal(
    percentAt('2026-07-31T10:00', tea, { lines: [{ category: 'tea' }, { category: 'milk' }] }),
    400,
  )
})

test('double points do not double stamps unless they name the rule', () => {
  const stamps = (rules?: string[]) =>
    percentAt('2026-07-31T10:00', [{ id: 'm', percent: 200, ...(rules && { rules }) }], {
      draft: {
        rules: [{ id: 'visit', kind: 'visit', give: 1, target: { card: 'c' } }],
        stampCards: [
          {
            id: 'c',
            name: 'c',
            size: 5,
            prizes: [{ at: 5, name: 'p' }],
            mode: 'automatic',
            expiry: { kind: 'never' },
            debt: 'clamp',
          },
        ],
      },
    })
  assert.equal(stamps(), 1)
  assert.equal(stamps(['visit']), 2)
})
