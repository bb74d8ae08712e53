/** Countries by the names they give themselves, so that nobody has to know them in four languages. */
const countries: Record<string, string> = {
  ...{ HU: 'Magyarország', AM: 'Հայաստան', MN: 'Монгол Улс', GB: 'United Kingdom', IE: 'Ireland' },
  ...{ US: 'United States', CA: 'Canada', AU: 'Australia', NZ: 'New Zealand', DE: 'Deutschland' },
  ...{ AT: 'Österreich', CH: 'Schweiz · Suisse', SK: 'Slovensko', CZ: 'Česko', PL: 'Polska', RO: 'România' },
  ...{ RS: 'Србија', HR: 'Hrvatska', SI: 'Slovenija', UA: 'Україна', BG: 'България', GR: 'Ελλάδα' },
  ...{ IT: 'Italia', FR: 'France', ES: 'España', PT: 'Portugal', NL: 'Nederland', BE: 'België · Belgique' },
  ...{ DK: 'Danmark', SE: 'Sverige', NO: 'Norge', FI: 'Suomi', EE: 'Eesti', LV: 'Latvija', LT: 'Lietuva' },
  ...{
    GE: 'საქართველო',
    TR: 'Türkiye',
    KZ: 'Қазақстан',
    RU: 'Россия',
    CN: '中国',
    JP: '日本',
    KR: '대한민국',
  },
}

/** For a choice; one that is not among them keeps its code. */
export function countryNames(chosen: string | null): { value: string; label: string }[] {
  const more = chosen && !(chosen in countries) ? { [chosen]: chosen } : {}
  return Object.entries({ ...countries, ...more }).map(([value, label]) => ({
    value,
    label: `${label} (${value})`,
  }))
}
