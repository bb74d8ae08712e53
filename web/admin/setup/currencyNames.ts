import type { Language } from '../../ui/messages.ts'

// Browsers name currencies in Armenian and Mongolian by falling back to the device's language: the ones that our shops
// may well use are named here, the others by their code.
const named: Partial<Record<Language, Record<string, string>>> = {
  hy: {
    ...{ HUF: 'հունգարական ֆորինտ', AMD: 'հայկական դրամ', MNT: 'մոնղոլական տուգրիկ', EUR: 'եվրո' },
    ...{ USD: 'ԱՄՆ դոլար', GBP: 'բրիտանական ֆունտ', RUB: 'ռուսական ռուբլի', GEL: 'վրացական լարի' },
    ...{ CHF: 'շվեյցարական ֆրանկ', CNY: 'չինական յուան', TRY: 'թուրքական լիրա', AED: 'ԱՄԷ դիրհամ' },
  },
  mn: {
    ...{ HUF: 'Унгарын форинт', AMD: 'Арменийн драм', MNT: 'төгрөг', EUR: 'евро', USD: 'АНУ-ын доллар' },
    ...{
      GBP: 'Английн фунт',
      RUB: 'ОХУ-ын рубль',
      CNY: 'Хятадын юань',
      JPY: 'Японы иен',
      KRW: 'Солонгосын вон',
    },
    ...{ KZT: 'Казахстаны тэнгэ', CHF: 'Швейцарын франк' },
  },
}

/** `HUF · Hungarian Forint`; the code alone where nobody names it in this language. */
export function currencyLabels(language: Language): (code: string) => string {
  const names = new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' })
  const known = names.resolvedOptions().locale.startsWith(language)
  return (code) => {
    const name = named[language]?.[code] ?? (known ? names.of(code) : undefined)
    return name && name !== code ? `${code} · ${name}` : code
  }
}
