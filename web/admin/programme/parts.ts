import {
  IconAward,
  IconBan,
  IconCalendarBolt,
  IconClockHour4,
  IconCoins,
  IconDoorEnter,
  IconPackage,
  IconShoppingBag,
  IconSquareHalf,
  IconStack2,
  IconWalk,
} from '@tabler/icons-react'
import type { Path, Programme } from './document.ts'
import { cardFields } from './fields/cards.ts'
import type { Field } from './fields/field.ts'
import { endsFields, joiningFields } from './fields/others.ts'
import { pointsFields } from './fields/points.ts'
import { capFields, excludeFields, multiplierFields, ruleFields } from './fields/rules.ts'
import { levelFields, tiersFields } from './fields/tiers.ts'

export type PartKind =
  | 'rules'
  | 'multipliers'
  | 'exclude'
  | 'caps'
  | 'stampCards'
  | 'levels'
  | 'tiers'
  | 'points'
  | 'joining'
  | 'ends'

/** A thing of the programme that is shown as a row of its own and opened to be changed. */
export interface Part {
  kind: PartKind
  path: Path
  /** The list that it can be moved in. */
  list: Path | null
  /** Whether it may be taken out. */
  leaves: boolean
}

/** The parts of one kind, in their order. */
export function partsOf(programme: Programme, kind: PartKind): Part[] {
  const listed = (list: Path, count: number, moves = true): Part[] =>
    Array.from({ length: count }, (_, index) => ({
      ...{ kind, path: [...list, index], list: moves ? list : null, leaves: true },
    }))
  switch (kind) {
    case 'rules':
    case 'multipliers':
    case 'exclude':
    case 'caps':
    case 'stampCards':
      return listed([kind], programme[kind].length)
    // Levels stand by what they take, not by hand.
    case 'levels':
      return listed(['tiers', 'levels'], programme.tiers?.levels.length ?? 0, false)
    case 'tiers':
      return programme.tiers ? [{ kind, path: ['tiers'], list: null, leaves: false }] : []
    case 'points':
      return programme.points ? [{ kind, path: ['points'], list: null, leaves: true }] : []
    case 'joining':
      return programme.joining ? [{ kind, path: ['joining'], list: null, leaves: true }] : []
    case 'ends':
      return [{ kind, path: [], list: null, leaves: false }]
  }
}

/** What can be asked of a part. */
export function fieldsOf(
  programme: Programme,
  { kind, path }: Part,
  ready: { prize: string; today: string },
): Field[] {
  const index = path.at(-1) as number
  switch (kind) {
    case 'rules':
      return ruleFields(programme.rules[index]!)
    case 'multipliers':
      return multiplierFields()
    case 'exclude':
      return excludeFields()
    case 'caps':
      return capFields()
    case 'stampCards':
      return cardFields(programme.stampCards[index]!, ready)
    case 'levels':
      return levelFields(programme.tiers!.by)
    case 'tiers':
      return tiersFields(programme.tiers!)
    case 'points':
      return pointsFields(programme.points!)
    case 'joining':
      return joiningFields(programme)
    case 'ends':
      return endsFields(programme)
  }
}

const ends = ['dayEndsAt', 'multiplierPolicy', 'earnOn']

/** Whether what a sentence says belongs to a part. */
export function belongs({ kind, path }: Part, to: Path): boolean {
  if (kind === 'ends') return ends.includes(String(to[0]))
  if (kind === 'tiers') return to[0] === 'tiers' && to[1] !== 'levels'
  return path.every((step, index) => step === to[index])
}

export function iconOf(programme: Programme, { kind, path }: Part): typeof IconCoins {
  const rule = kind === 'rules' ? programme.rules[path.at(-1) as number]?.kind : undefined
  if (rule) return { amount: IconCoins, visit: IconWalk, product: IconShoppingBag }[rule]
  const icons: Record<PartKind, typeof IconCoins> = {
    ...{ rules: IconCoins, multipliers: IconCalendarBolt, exclude: IconBan, caps: IconSquareHalf },
    ...{ stampCards: IconStack2, levels: IconAward, tiers: IconAward, points: IconCoins },
    ...{ joining: IconDoorEnter, ends: IconClockHour4 },
  }
  return icons[kind] ?? IconPackage
}
