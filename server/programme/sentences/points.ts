import type { PointsTerms, ProgrammeDocument } from '../document.ts'
import { inLanguage, type Language } from '../texts.ts'
import { expirySentences, type Sentence, sentence } from './sentence.ts'

/** "100 points = 500 Ft": the value of a point in one sentence, or null where the shop has not said it. */
export function worthSentence({ points }: ProgrammeDocument, language: Language): Sentence | null {
  if (!points?.worth) return null
  return sentence(['points', 'worth'], 'worth', {
    points: points.worth.points,
    worthMinor: points.worth.minor,
    unit: inLanguage(points.name, language),
  })
}

export function pointsSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  const { points, earnOn } = programme
  if (!points) return []
  const said: Sentence[] = []
  const worth = worthSentence(programme, language)
  if (worth) said.push(worth)
  said.push(...spendSentences(points, language))
  if (points.pendingDays === 'confirmed') said.push(sentence(['points', 'pendingDays'], 'pending.confirmed'))
  else if (points.pendingDays > 0)
    said.push(sentence(['points', 'pendingDays'], 'pending.days', { days: points.pendingDays }))
  if (points.spend && !earnOn.redeemedPart)
    said.push(sentence(['earnOn', 'redeemedPart'], 'earn.notRedeemed'))
  if (!earnOn.giftCardPart) said.push(sentence(['earnOn', 'giftCardPart'], 'earn.notGiftCard'))
  if (!earnOn.taxPart) said.push(sentence(['earnOn', 'taxPart'], 'earn.notTax'))
  said.push(...expirySentences(['points', 'expiry'], points.expiry, inLanguage(points.name, language)))
  return said
}

function spendSentences({ spend, name }: PointsTerms, language: Language): Sentence[] {
  if (!spend) return []
  const path = ['points', 'spend']
  const unit = inLanguage(name, language)
  const said = [sentence(path, 'spend.rate', { points: spend.points, worthMinor: spend.minor, unit })]
  const { minPoints, maxPoints, stepPoints, maxSharePercent } = spend
  if (minPoints) said.push(sentence([...path, 'minPoints'], 'spend.min', { points: minPoints, unit }))
  if (maxPoints) said.push(sentence([...path, 'maxPoints'], 'spend.max', { points: maxPoints, unit }))
  if (stepPoints) said.push(sentence([...path, 'stepPoints'], 'spend.step', { points: stepPoints, unit }))
  if (maxSharePercent)
    said.push(sentence([...path, 'maxSharePercent'], 'spend.share', { percent: maxSharePercent }))
  return said
}
