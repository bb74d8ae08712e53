import { useQuery } from '@tanstack/react-query'
import { programmeInForce } from '../../api/offering.ts'
import type { Benefit, LocalText, Price } from '../../api/rewards.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { inLanguage } from '../programme/texts.ts'
import { words } from './words/words.ts'

/** What rewards, vouchers and their worth are called, for the reader. */
export function useSaying() {
  const { say, language } = useWords(words)
  const { money, number } = useFormats()
  const { data } = useQuery(programmeInForce(language))
  const document = data?.document
  const nameOf = (text: LocalText | null | undefined) => (text ? inLanguage(text, language) : '')
  const cardName = (id: string) => nameOf(document?.stampCards.find((card) => card.id === id)?.name) || id
  const tierName = (id: string) =>
    nameOf(document?.tiers?.levels.find((level) => level.id === id)?.name) || id

  function worthOf(benefit: Benefit): string {
    const { kind, amountMinor = 0, currency, percent = 0, quantity = 1, maxMinor } = benefit
    const most = maxMinor === undefined ? '' : ` ${say('worth.most', { most: money(maxMinor) })}`
    switch (kind) {
      case 'product':
        return say('worth.product', { count: quantity }) + most
      case 'amount':
        return say('worth.amount', { amount: money(amountMinor, currency) })
      case 'percent':
        return say('worth.percent', { percent }) + most
      case 'gift_card':
        return say('worth.gift_card', { amount: money(amountMinor, currency) })
      case 'perk':
        return benefit.partner ? `${say('kind.perk')}: ${benefit.partner}` : say('kind.perk')
      case 'donation':
        return `${say('kind.donation')}: ${nameOf(benefit.to)}`
      default:
        return benefit.text ? nameOf(benefit.text) : say(`kind.${kind}`)
    }
  }

  function priceOf({ points, stamps, tiers }: Price): string {
    const said = [
      typeof points === 'number' && say('price.points', { count: points }),
      typeof points === 'object' && say('price.range', { min: number(points.min), max: number(points.max) }),
      stamps && say('price.stamps', { count: stamps.count, card: cardName(stamps.card) }),
      tiers && say('price.tiers', { tiers: tiers.map(tierName).join(', ') }),
    ].filter(Boolean)
    return said.length > 0 ? said.join(' · ') : say('price.nothing')
  }

  return { say, language, nameOf, worthOf, priceOf, cardName, tierName, document }
}
