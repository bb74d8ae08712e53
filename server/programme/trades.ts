/**
 * A working programme for each trade, so that a shop starts with something sensible and changes it later. Every value
 * of a point here can be said in one sentence; `concerns` finds nothing.
 */
import { decimalsOf } from '../platform/money.ts'
import { type LocalText, type ProgrammeDocument, type ProgrammeDraft, programmeDocument } from './document.ts'
import { tradeWords as words } from './tradeWords.ts'

export const trades = ['cafe', 'shop', 'wholesale', 'hotel', 'salon', 'webshop'] as const
export type Trade = (typeof trades)[number]

/** What people call a round amount where the currency is used, in minor units. */
type Amounts = {
  /** The amount one point is given for. */
  step: number
  /** An ordinary basket of a shop. */
  basket: number
}

const amounts: Record<string, Amounts> = {
  HUF: { step: 100, basket: 10_000 },
  AMD: { step: 100, basket: 10_000 },
  MNT: { step: 1_000, basket: 100_000 },
  EUR: { step: 100, basket: 2_500 },
  USD: { step: 100, basket: 2_500 },
  GBP: { step: 100, basket: 2_000 },
}

/** One unit where it has decimals; where it has none a unit is small change (¥, ₩), and a hundred is the coin. */
function amountsIn(currency: string): Amounts {
  const known = amounts[currency]
  if (known) return known
  const decimals = decimalsOf(currency)
  const step = decimals === 0 ? 100 : 10 ** decimals
  return { step, basket: step * 25 }
}

export function readyProgramme(trade: Trade, currency: string): ProgrammeDocument {
  return programmeDocument.parse({ format: 1, ...ready[trade](amountsIn(currency)) })
}

type Ready = Omit<ProgrammeDraft, 'format'>

const ready: Record<Trade, (amounts: Amounts) => Ready> = {
  cafe: () => ({
    points: null,
    rules: [{ id: 'visit', kind: 'visit', give: 1, target: { card: 'coffee' } }],
    stampCards: [
      {
        id: 'coffee',
        name: words.coffeeCard,
        size: 10,
        prizes: [{ at: 10, name: words.freeCoffee, icon: 'cup' }],
        mode: 'automatic',
        expiry: { kind: 'never' },
        debt: 'negative',
        prizeValidDays: 90,
      },
    ],
    joining: { stamps: { card: 'coffee', count: 1 } },
  }),

  shop: ({ step }) => ({
    points: pointsWorth(3, step, { kind: 'months', months: 24 }),
    rules: [{ id: 'spend', kind: 'amount', perMinor: step, give: 1 }],
    joining: { points: 100 },
  }),

  // A rebate in percent of turnover: every point is worth one hundredth of what it took.
  wholesale: ({ step, basket }) => ({
    points: {
      ...pointsWorth(1, step, { kind: 'endOfYear', yearsLater: 1, graceDays: 31 }),
      name: words.rebatePoint,
      pendingDays: 14,
    },
    rules: [{ id: 'turnover', kind: 'amount', perMinor: step, give: 1 }],
    earnOn: { taxPart: false },
    tiers: {
      by: 'spend',
      window: { kind: 'rolling', months: 12 },
      hold: { kind: 'months', months: 3 },
      graceDays: 14,
      levels: [
        { id: 'partner', name: words.partner, from: 0 },
        {
          id: 'silver',
          name: words.silver,
          from: 100 * basket,
          benefits: [
            { kind: 'multiplier', percent: 200 },
            { kind: 'freeDelivery', fromMinor: 10 * basket },
          ],
        },
        {
          id: 'gold',
          name: words.gold,
          from: 400 * basket,
          benefits: [{ kind: 'multiplier', percent: 300 }, { kind: 'freeDelivery' }],
        },
      ],
    },
  }),

  hotel: () => ({
    points: null,
    rules: [
      {
        id: 'night',
        name: words.roomNight,
        kind: 'product',
        where: { categories: words.roomCategories },
        give: 1,
        target: { card: 'nights' },
      },
    ],
    stampCards: [
      {
        id: 'nights',
        name: words.nightCard,
        stamp: words.night,
        size: 10,
        prizes: [{ at: 10, name: words.freeNight, icon: 'bed' }],
        mode: 'automatic',
        expiry: { kind: 'months', months: 24 },
        debt: 'negative',
        prizeValidDays: 365,
      },
    ],
    tiers: {
      by: 'visits',
      window: { kind: 'calendarYear' },
      hold: { kind: 'endOfYear', yearsLater: 1 },
      levels: [
        { id: 'guest', name: words.guest, from: 0 },
        { id: 'regular', name: words.regular, from: 3, benefits: [text(words.lateCheckOut)] },
        {
          id: 'friend',
          name: words.friend,
          from: 6,
          benefits: [text(words.lateCheckOut), text(words.betterRoom)],
        },
      ],
    },
  }),

  salon: () => ({
    points: null,
    rules: [{ id: 'visit', kind: 'visit', give: 1, oncePerDay: true, target: { card: 'visits' } }],
    stampCards: [
      {
        id: 'visits',
        name: words.visitCard,
        size: 10,
        prizes: [
          { at: 3, name: words.sample, icon: 'gift' },
          { at: 6, name: words.handCare, icon: 'leaf' },
          { at: 10, name: words.freeTreatment, icon: 'scissors' },
        ],
        mode: 'automatic',
        expiry: { kind: 'months', months: 18, graceDays: 30 },
        debt: 'negative',
        prizeValidDays: 180,
      },
    ],
    joining: { stamps: { card: 'visits', count: 1 } },
  }),

  webshop: ({ step, basket }) => ({
    points: { ...pointsWorth(2, step, { kind: 'months', months: 12, graceDays: 14 }), pendingDays: 14 },
    rules: [{ id: 'spend', kind: 'amount', perMinor: step, give: 1 }],
    tiers: {
      by: 'spend',
      window: { kind: 'rolling', months: 12 },
      hold: { kind: 'months', months: 3 },
      graceDays: 14,
      levels: [
        { id: 'member', name: words.member, from: 0 },
        {
          id: 'silver',
          name: words.silver,
          from: 10 * basket,
          benefits: [
            { kind: 'multiplier', percent: 150 },
            { kind: 'freeDelivery', fromMinor: basket },
          ],
        },
        {
          id: 'gold',
          name: words.gold,
          from: 30 * basket,
          benefits: [
            { kind: 'multiplier', percent: 200 },
            { kind: 'freeDelivery' },
            { kind: 'earlyAccess', hours: 24 },
          ],
        },
      ],
    },
    joining: { points: 50 },
  }),
}

/** 100 points are worth `percent` steps, which gives back that percent of the price at one point a step. */
function pointsWorth(
  percent: number,
  step: number,
  expiry: NonNullable<Ready['points']>['expiry'],
): NonNullable<Ready['points']> {
  const worth = { points: 100, minor: percent * step }
  return {
    name: words.point,
    worth,
    expiry,
    pendingDays: 0,
    debt: 'negative',
    spend: { ...worth, minPoints: 100, stepPoints: 100 },
  }
}

function text(benefit: LocalText): { kind: 'text'; text: LocalText } {
  return { kind: 'text', text: benefit }
}
