import {
  IconArrowsJoin,
  IconAward,
  IconBasket,
  IconChecks,
  IconCoins,
  IconDeviceMobile,
  IconDownload,
  IconGift,
  type IconHome,
  IconLink,
  IconMail,
  IconMailCheck,
  IconNote,
  IconPencil,
  IconReceiptRefund,
  IconTicket,
  IconUserPlus,
} from '@tabler/icons-react'
import type { StoryEntry } from '../../../api/stories.ts'
import type { Formats } from '../../../ui/format.ts'
import { consentName, type SayPeople } from '../saying.ts'
import type { PeopleWord } from '../words/words.ts'

/** An entry of a story as it is shown. */
export interface Told {
  Icon: typeof IconHome
  tone: 'plain' | 'petrol' | 'leaf' | 'brick' | 'honey'
  title: string
  /** What it brought, as small words beside the title. */
  chips: string[]
  /** Below: what was said with it. */
  more: string
}

interface Look {
  Icon: Told['Icon']
  tone: Told['tone']
  word: PeopleWord
}

/** What happens, in plain words. What is not here yet is told as something that happened. */
const looks: Readonly<Record<string, Look>> = {
  'purchase.rung_up': { Icon: IconBasket, tone: 'petrol', word: 'told.bought' },
  'purchase.attached': { Icon: IconLink, tone: 'petrol', word: 'told.attached' },
  'purchase.confirmed': { Icon: IconChecks, tone: 'leaf', word: 'told.confirmed' },
  'purchase.returned': { Icon: IconReceiptRefund, tone: 'brick', word: 'told.returned' },
  'points.adjusted': { Icon: IconCoins, tone: 'leaf', word: 'told.given' },
  'points.thanked': { Icon: IconGift, tone: 'leaf', word: 'told.thanked' },
  'points.adjustment_undone': { Icon: IconCoins, tone: 'plain', word: 'told.adjustment_undone' },
  'tier.changed': { Icon: IconAward, tone: 'leaf', word: 'told.tier' },
  'customer.welcomed': { Icon: IconGift, tone: 'leaf', word: 'told.welcomed' },
  'customer.created': { Icon: IconUserPlus, tone: 'petrol', word: 'told.joined' },
  'customer.changed': { Icon: IconPencil, tone: 'plain', word: 'told.changed' },
  'customer.identity_added': { Icon: IconLink, tone: 'plain', word: 'told.identity_added' },
  'customer.identity_removed': { Icon: IconLink, tone: 'plain', word: 'told.identity_removed' },
  'customer.merged': { Icon: IconArrowsJoin, tone: 'plain', word: 'told.merged' },
  'customer.likeness_dismissed': { Icon: IconArrowsJoin, tone: 'plain', word: 'told.two_people' },
  'customer.exported': { Icon: IconDownload, tone: 'plain', word: 'told.exported' },
  'note.added': { Icon: IconNote, tone: 'honey', word: 'told.note' },
  'note.removed': { Icon: IconNote, tone: 'plain', word: 'told.note_removed' },
  'consent.given': { Icon: IconMailCheck, tone: 'leaf', word: 'told.consent_given' },
  'consent.withdrawn': { Icon: IconMailCheck, tone: 'plain', word: 'told.consent_withdrawn' },
  'consent.confirmed': { Icon: IconMailCheck, tone: 'leaf', word: 'told.consent_confirmed' },
  'voucher.issued': { Icon: IconTicket, tone: 'leaf', word: 'told.voucher_issued' },
  'voucher.used': { Icon: IconTicket, tone: 'petrol', word: 'told.voucher_used' },
  'voucher.voided': { Icon: IconTicket, tone: 'plain', word: 'told.voucher_voided' },
  'voucher.restored': { Icon: IconTicket, tone: 'plain', word: 'told.voucher_restored' },
  'gift_card.issued': { Icon: IconGift, tone: 'leaf', word: 'told.gift_card' },
  'message.sent': { Icon: IconMail, tone: 'petrol', word: 'told.message_sent' },
  'message.not_sent': { Icon: IconMail, tone: 'plain', word: 'told.message_not_sent' },
  'card.link_given': { Icon: IconDeviceMobile, tone: 'plain', word: 'told.card_link' },
  'card.links_closed': { Icon: IconDeviceMobile, tone: 'plain', word: 'told.card_closed' },
  'card.recovered': { Icon: IconDeviceMobile, tone: 'plain', word: 'told.card_recovered' },
  'conflict.told': { Icon: IconBasket, tone: 'brick', word: 'told.conflict' },
  'conflict.settled': { Icon: IconBasket, tone: 'leaf', word: 'told.conflict_settled' },
  'redemption.reserved': { Icon: IconGift, tone: 'honey', word: 'told.reserved' },
  'redemption.fulfilled': { Icon: IconGift, tone: 'leaf', word: 'told.fulfilled' },
  'redemption.cancelled': { Icon: IconGift, tone: 'plain', word: 'told.cancelled' },
  'redemption.expired': { Icon: IconGift, tone: 'plain', word: 'told.expired' },
}
const other: Look = { Icon: IconChecks, tone: 'plain', word: 'told.other' }

/** Says an entry. */
export function telling(
  entry: StoryEntry,
  say: SayPeople,
  formats: Formats,
  tierName: (id: string | null) => string | undefined,
): Told {
  const { Icon, tone, word } = looks[entry.what] ?? other
  const title = titleOf(entry, word, say, formats, tierName)
  return { Icon, tone, title, chips: chipsOf(entry, say), more: moreOf(entry, say) }
}

function titleOf(
  entry: StoryEntry,
  word: PeopleWord,
  say: SayPeople,
  formats: Formats,
  tierName: (id: string | null) => string | undefined,
): string {
  const { purchase, facts, what } = entry
  if (what === 'purchase.rung_up' && purchase) {
    const money = formats.money(purchase.total, purchase.currency)
    const goods = goodsOf(purchase, say)
    return goods ? say('told.bought.goods', { goods, money }) : say(word, { money })
  }
  if (what === 'purchase.returned' && purchase) {
    return say(facts?.whole ? 'told.returned.whole' : word, {
      money: formats.money(Number(facts?.total ?? 0), purchase.currency),
    })
  }
  if (what === 'points.adjusted' || what === 'points.adjustment_undone') {
    const amount = Number(facts?.amount ?? 0)
    const key = what === 'points.adjusted' ? (amount < 0 ? 'told.taken' : word) : word
    return say(key, { what: sayAmount(String(facts?.unit ?? 'points'), Math.abs(amount), say, formats) })
  }
  if (what === 'points.thanked')
    return say(word, { what: sayAmount(String(facts?.unit), Number(facts?.amount), say, formats) })
  if (what === 'tier.changed') {
    const tier = tierName((facts?.to ?? facts?.tier ?? null) as string | null)
    return tier ? say(word, { tier }) : say('told.tier_lost')
  }
  if (what.startsWith('consent.') && facts?.purpose) {
    return say(word, { what: consentName(`${facts.purpose}:${facts.channel}`, say) })
  }
  return say(word)
}

/** Points, stamps or money as people say them. */
export function sayAmount(unit: string, amount: number, say: SayPeople, formats: Formats): string {
  if (unit === 'points') return say('amount.points', { count: amount })
  if (unit.startsWith('stamps:')) return say('amount.stamps', { count: amount })
  return unit.startsWith('money:') ? formats.money(amount, unit.slice(6)) : formats.number(amount)
}

function goodsOf({ goods, more }: NonNullable<StoryEntry['purchase']>, say: SayPeople): string {
  const said = goods.map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(', ')
  return more > 0 && said ? say('told.and_more', { goods: said, count: more }) : said
}

function chipsOf({ what, purchase }: StoryEntry, say: SayPeople): string[] {
  if (!purchase || what !== 'purchase.rung_up') return []
  const brought = purchase.brought.map(({ unit, amount }) =>
    unit === 'points' ? say('chip.points', { count: amount }) : say('chip.stamps', { count: amount }),
  )
  return purchase.fullyReturned ? [...brought, say('told.came_back')] : brought
}

function moreOf({ by, servedBy, place, note, facts, what }: StoryEntry, say: SayPeople): string {
  const who =
    servedBy ??
    (by.kind === 'staff'
      ? by.name
      : by.kind === 'key'
        ? by.name
        : by.kind === 'customer'
          ? say('by.herself')
          : null)
  const said = [
    note?.text,
    typeof facts?.reason === 'string' ? facts.reason : null,
    what === 'customer.changed' ? changedFields(facts, say) : null,
    what === 'customer.identity_added' || what === 'customer.identity_removed'
      ? String(facts?.value ?? '')
      : null,
  ]
  const by_ = by.kind === 'import' ? say('by.import') : by.kind === 'system' ? null : who
  return [...said, by_, place].filter(Boolean).join(' · ')
}

const fieldWords: Readonly<Record<string, PeopleWord>> = {
  ...{ givenName: 'fact.name', familyName: 'fact.name', name: 'fact.name', nickname: 'fact.nickname' },
  ...{ birthday: 'fact.birthday', nameDay: 'fact.name_day', language: 'fact.language', phones: 'fact.phone' },
  ...{ emails: 'fact.email', acquisition: 'fact.source', preferences: 'fact.likes', dates: 'fact.dates' },
  ...{ interests: 'fact.interests', dietary: 'fact.diet', household: 'fact.household', sizes: 'fact.sizes' },
  ...{ attributes: 'fact.answers' },
}

function changedFields(facts: StoryEntry['facts'], say: SayPeople): string {
  const after = (facts?.after ?? {}) as Record<string, unknown>
  const names = Object.keys(after).flatMap((name) => (fieldWords[name] ? [say(fieldWords[name])] : []))
  return [...new Set(names)].join(', ')
}
