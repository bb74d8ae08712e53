import { type Language, languages } from '../../platform/refusals.ts'
import { hexOf } from '../../platform/secrets.ts'
import type { Content, Places } from '../content.ts'
import { words } from '../words.ts'

interface Ids {
  issuerId: string
  businessId: string
  passId: string
}

/** As Google's reference of its REST resources names them; we look at no more than their ids. */
export interface LoyaltyClass {
  id: string
  [more: string]: unknown
}
export interface LoyaltyObject extends LoyaltyClass {
  classId: string
}

export function classIdOf({ issuerId, businessId }: Pick<Ids, 'issuerId' | 'businessId'>): string {
  return `${issuerId}.${hexOf(businessId)}`
}

export function objectIdOf({ issuerId, passId }: Pick<Ids, 'issuerId' | 'passId'>): string {
  return `${issuerId}.${hexOf(passId)}`
}

/** A text in all languages, the first being shown where a phone speaks none of them. */
function localized(of: (language: Language) => string, first: Language) {
  const value = (language: Language) => ({ language, value: of(language) })
  return {
    defaultValue: value(first),
    translatedValues: languages.filter((one) => one !== first).map(value),
  }
}

/** The business's card as such. Google fetches the logo itself, so that it needs an address in the open net. */
export function loyaltyClass(
  content: Content,
  { classId, publicUrl, language }: { classId: string; publicUrl: string; language: Language },
): LoyaltyClass {
  const uri = `${publicUrl}/wallet/${classId.split('.').at(-1)}/logo.png`
  return {
    ...{ ...changedClass(content), id: classId },
    programLogo: { sourceUri: { uri }, contentDescription: localized(() => content.business, language) },
    multipleDevicesAndHoldersAllowedStatus: 'ONE_USER_ALL_DEVICES',
  }
}

/** What may change of a class: the business's name and colour. */
export function changedClass({ business, look, descriptions, language }: Content): object {
  return {
    ...{ issuerName: business, programName: business, hexBackgroundColor: look.fill.toLowerCase() },
    localizedProgramName: localized((one) => descriptions[one], language),
    reviewStatus: 'UNDER_REVIEW',
  }
}

/** One customer's card; of one who has gone, only that it is over. */
export function loyaltyObject(content: Content, ids: Ids): LoyaltyObject {
  const { language, places, points, stamps, code, voided } = content
  const base = { id: objectIdOf(ids), classId: classIdOf(ids) }
  const said = places[language]
  if (voided) {
    return {
      ...{ ...base, state: 'EXPIRED', accountName: '', accountId: '', textModulesData: modulesOf(content) },
      ...{ barcode: null, loyaltyPoints: null, secondaryLoyaltyPoints: null },
    }
  }
  const name = said.auxiliary.find(({ key }) => key === 'name')
  const balances = [
    ...(stamps ? [pointsOf(content, 'stamps', { string: `${stamps.has} / ${stamps.size}` })] : []),
    ...(points ? [pointsOf(content, 'points', { int: points.balance })] : []),
  ]
  return {
    ...{ ...base, state: 'ACTIVE', accountName: String(name?.value ?? ''), accountId: code?.shown ?? '' },
    barcode: code && { type: 'QR_CODE', value: code.text, alternateText: code.shown },
    loyaltyPoints: balances[0] ?? null,
    secondaryLoyaltyPoints: balances[1] ?? null,
    textModulesData: modulesOf(content),
  }
}

function pointsOf({ places, language }: Content, key: 'points' | 'stamps', balance: object) {
  const label = (one: Language) => labelIn(places[one], key) ?? words[one][key]
  return { label: label(language), localizedLabel: localized(label, language), balance }
}

function labelIn(places: Places, key: string): string | undefined {
  return [...places.header, ...places.primary, ...places.auxiliary].find((said) => said.key === key)?.label
}

/** The rows below: next reward, tier, how it works. */
function modulesOf({ places, language }: Content) {
  const rowsIn = (one: Language) => {
    const { secondary, auxiliary, back } = places[one]
    const shown = [...secondary, ...auxiliary, ...back]
    return shown.filter(({ key }) => !['name', 'points', 'stamps', 'number', 'closed_back'].includes(key))
  }
  const translated = Object.fromEntries(languages.map((one) => [one, rowsIn(one)])) as Record<
    Language,
    ReturnType<typeof rowsIn>
  >
  return translated[language].map(({ key, label, value }, index) => ({
    ...{ id: key, header: label, body: String(value) },
    localizedHeader: localized((one) => translated[one][index]!.label, language),
    localizedBody: localized((one) => String(translated[one][index]!.value), language),
  }))
}
