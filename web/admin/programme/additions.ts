import { add, freshId, type Programme, put } from './document.ts'
import type { PartKind } from './parts.ts'
import type { Word } from './words/words.ts'

/** What can be added, each ready to be changed: a thing that stands as it is, never a half one. */
export interface Addition {
  word: Word
  kind: PartKind
  make(programme: Programme, ready: Ready): Programme
}

/** Words and amounts that a new thing begins with. */
export interface Ready {
  prize: string
  card: string
  point: string
  tier: string
  product: string
  /** A round amount of the shop's money, in minor units: what one point is given for. */
  stepMinor: number
}

type Target = Programme['rules'][number]['target']
const anyTarget = (programme: Programme): Target =>
  programme.points ? 'points' : { card: programme.stampCards[0]!.id }
const gives = ({ points, stampCards }: Programme) => points !== null || stampCards.length > 0

const rule = (kind: 'amount' | 'visit' | 'product', word: Word): Addition => ({
  ...{ kind: 'rules', word },
  make(programme, { stepMinor, product }) {
    const base = { id: freshId(programme.rules, 'rule'), target: anyTarget(programme), give: 1 }
    const own = {
      amount: { kind: 'amount', perMinor: stepMinor },
      visit: { kind: 'visit', oncePerDay: true },
      product: { kind: 'product', where: { categories: [product] }, perQuantityMilli: 1_000 },
    }
    return add(programme, ['rules'], { ...base, ...own[kind] })
  },
})

const points: Addition = {
  ...{ kind: 'points', word: 'add.points' },
  make(programme, { point, stepMinor }) {
    const worth = { points: 100, minor: 2 * stepMinor }
    const terms = { name: point, worth, expiry: { kind: 'months', months: 24, graceDays: 0 } }
    const spend = { ...worth, minPoints: 100, stepPoints: 100 }
    const withPoints = put(programme, ['points'], { ...terms, pendingDays: 0, debt: 'negative', spend })
    const spends = { id: freshId(programme.rules, 'rule'), kind: 'amount', target: 'points' }
    return add(withPoints, ['rules'], { ...spends, perMinor: stepMinor, give: 1 })
  },
}

const card: Addition = {
  ...{ kind: 'stampCards', word: 'add.card' },
  make(programme, { card: name, prize }) {
    const id = freshId(programme.stampCards, 'card')
    const face = { id, name, size: 10, prizes: [{ at: 10, name: prize }], mode: 'automatic' }
    const withCard = add(programme, ['stampCards'], {
      ...face,
      ...{ expiry: { kind: 'never' }, debt: 'negative', prizeValidDays: 90, seasons: [] },
    })
    const visit = { id: freshId(programme.rules, 'rule'), kind: 'visit', target: { card: id } }
    return add(withCard, ['rules'], { ...visit, give: 1, oncePerDay: true })
  },
}

const level: Addition = {
  ...{ kind: 'levels', word: 'add.tier' },
  make(programme, { tier, stepMinor }) {
    const before = programme.tiers ?? {
      ...{ by: 'visits', window: { kind: 'rolling', months: 12 }, hold: { kind: 'months', months: 3 } },
      ...{ graceDays: 14, warningDays: 30, levels: [] },
    }
    const last = before.levels.at(-1)?.from ?? 0
    const from = last > 0 ? last * 2 : before.by === 'spend' ? stepMinor * 1_000 : 10
    const fresh = { id: freshId(before.levels, 'tier'), name: tier, from, benefits: [] }
    return put(programme, ['tiers'], { ...before, levels: [...before.levels, fresh] })
  },
}

/** What can be added to a programme as it stands. */
export function additionsTo(programme: Programme): Addition[] {
  const all: [boolean, Addition][] = [
    [gives(programme), rule('visit', 'add.visit')],
    [gives(programme), rule('amount', 'add.amount')],
    [gives(programme), rule('product', 'add.product')],
    [
      programme.rules.length > 0,
      {
        ...{ kind: 'multipliers', word: 'add.multiplier' },
        make: (now) =>
          add(now, ['multipliers'], { id: freshId(now.multipliers, 'times'), percent: 200, days: [2] }),
      },
    ],
    [true, card],
    [programme.points === null, points],
    [true, level],
    [
      gives(programme),
      {
        ...{ kind: 'caps', word: 'add.cap' },
        make: (now) =>
          add(now, ['caps'], { id: freshId(now.caps, 'cap'), per: 'day', target: anyTarget(now), max: 10 }),
      },
    ],
    [
      true,
      {
        ...{ kind: 'exclude', word: 'add.exclude' },
        make: (now, { product }) => add(now, ['exclude'], { categories: [product] }),
      },
    ],
    [
      programme.joining === null && gives(programme),
      {
        ...{ kind: 'joining', word: 'add.joining' },
        make: (now) =>
          put(
            now,
            ['joining'],
            now.points ? { points: 100 } : { stamps: { card: now.stampCards[0]!.id, count: 1 } },
          ),
      },
    ],
  ]
  return all.filter(([may]) => may).map(([, addition]) => addition)
}
