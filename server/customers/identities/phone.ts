import { AsYouType, type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * A phone number in any writing as E.164, read as people in that country write it; undefined when it can't be one.
 * A number of possible length is accepted even where the metadata doesn't know its range: countries open new ranges
 * faster than shops upgrade, and a refused customer is worse than a mistyped number.
 */
export function normalPhone(written: string, country: string | undefined): string | undefined {
  const text = plainDigits(written.normalize('NFKC')).trim()
  if (text.length > 60 || !/^[+(\d]/.test(text)) return undefined
  // 00 is how most of the world dials abroad, whatever the country here dials.
  const abroad = text.startsWith('00') ? [`+${text.slice(2)}`] : []
  for (const candidate of [text, ...abroad]) {
    const number = parsePhoneNumberFromString(candidate, { ...defaults(country), extract: false })
    // What reads as yet another number when it is read again is no number: +27 0… would lose a digit each time.
    const settled = number && parsePhoneNumberFromString(number.number, { extract: false })?.number
    if (number?.isPossible() && number.number.length >= 6 && settled === number.number) return number.number
  }
  return undefined
}

/** How the numbers begin, in E.164, that are being typed from their beginning; undefined where that isn't clear. */
export function phoneBeginning(typed: string, country: string | undefined): string | undefined {
  const text = plainDigits(typed.normalize('NFKC')).trim()
  if (!/^(\+|0)[\d\s().\-/]{3,}$/.test(text)) return undefined
  const partial = new AsYouType(defaults(country))
  partial.input(text)
  const number = partial.getNumber()
  return number && `+${number.countryCallingCode}${number.nationalNumber}`
}

/** Digits of any script (Arabic, Persian, Mongolian …) as 0 to 9. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)))
}

/** Unicode keeps the ten digits of a script in a row, 0 first, with no digit before (The Unicode Standard, §4.6). */
function digitValue(code: number): number {
  if (code < 128) return code - 48
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return code - zero
}

const known = new Set<string>(getCountries())

function defaults(country: string | undefined): { defaultCountry?: CountryCode } {
  return country && known.has(country) ? { defaultCountry: country as CountryCode } : {}
}

let countryByZone: Map<string, string> | undefined

/** The country that a time zone lies in, for a business that hasn't said its own. */
export function countryOfZone(timeZone: string): string | undefined {
  countryByZone ??= new Map(
    getCountries().flatMap((country) => {
      const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & {
        getTimeZones?(): string[] | undefined
      }
      return (locale.getTimeZones?.() ?? []).map((zone): [string, string] => [zone, country])
    }),
  )
  return countryByZone.get(timeZone)
}
