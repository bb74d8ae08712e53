// Languages whose people say and write the family name first. Armenians do so only in registers.
const familyNameFirst = new Set(['hu', 'mn', 'zh', 'ja', 'ko', 'vi'])

export const nameOrders = ['family_first', 'given_first'] as const
export type NameOrder = (typeof nameOrders)[number]

/** The name as it is shown: as the customer wants it, else as her language does. Empty when nothing is known. */
export function shownName(
  name: {
    givenName: string | null
    familyName: string | null
    fullName: string | null
    nameOrder?: NameOrder | null | undefined
  },
  language: string,
): string {
  if (name.fullName) return name.fullName
  const familyFirst = name.nameOrder
    ? name.nameOrder === 'family_first'
    : familyNameFirst.has(language.slice(0, 2).toLowerCase())
  const { givenName, familyName } = name
  const parts = familyFirst ? [familyName, givenName] : [givenName, familyName]
  return parts.filter(Boolean).join(' ')
}
