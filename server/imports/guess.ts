import { folded } from './maps/bind.ts'
import type { ImportKind } from './maps/map.ts'
import { momentReader } from './values/moments.ts'

/** The fields that a column can be taken for, and whether there must be one. */
export const fieldsOf: Record<ImportKind, readonly { field: string; needed: boolean }[]> = {
  customers: asFields(
    ['externalId', 'card', 'email', 'phone', 'name', 'givenName', 'familyName'],
    ['language', 'birthday', 'joinedAt', 'acquisition', 'points'],
  ),
  products: [{ field: 'sku', needed: true }, ...asFields(['name', 'category', 'brand', 'unitPrice'])],
  purchases: [
    { field: 'occurredAt', needed: true },
    ...asFields(
      ['purchase', 'customer.externalId', 'customer.card', 'customer.email', 'customer.phone'],
      ['total', 'unitPrice', 'quantity', 'discount', 'sku', 'name', 'category', 'brand', 'currency'],
    ),
  ],
}

function asFields(...names: string[][]): { field: string; needed: boolean }[] {
  return names.flat().map((field) => ({ field, needed: false }))
}

// What tills, shops and spreadsheets of our four languages write over such a column; folded, without signs.
const customerNames: Record<string, string[]> = {
  externalId: ['externalid', 'customerid', 'id', 'ugyfelazonosito', 'vevoazonosito', 'vevokod', 'код', 'կոդ'],
  card: ['card', 'cardnumber', 'kartyaszam', 'torzskartya', 'картындугаар', 'քարտ'],
  email: ['email', 'emailaddress', 'emailcim', 'mail', 'имэйл', 'цахимшуудан', 'էլփոստ', 'էլհասցե'],
  phone: [
    'phone',
    'phonenumber',
    'mobile',
    'telefon',
    'telefonszam',
    'mobil',
    'утас',
    'утасныдугаар',
    'հեռախոս',
  ],
}
const known: Record<ImportKind, Record<string, string[]>> = {
  customers: {
    ...customerNames,
    name: [
      'name',
      'fullname',
      'customer',
      'customername',
      'nev',
      'teljesnev',
      'vevo',
      'нэр',
      'անուն',
      'անունազգանուն',
    ],
    givenName: ['firstname', 'givenname', 'keresztnev', 'utonev', 'өөрийннэр', 'անունը'],
    familyName: ['lastname', 'surname', 'familyname', 'vezeteknev', 'csaladnev', 'овог', 'ազգանուն'],
    language: ['language', 'locale', 'nyelv', 'хэл', 'լեզու'],
    birthday: [
      'birthday',
      'birthdate',
      'dateofbirth',
      'szuletesnap',
      'szuletesidatum',
      'төрсөнөдөр',
      'ծննդյանօր',
    ],
    joinedAt: [
      'joined',
      'joinedat',
      'createdat',
      'signupdate',
      'csatlakozott',
      'regisztralt',
      'элссэн',
      'գրանցված',
    ],
    acquisition: ['source', 'acquisition', 'forras', 'эхүүсвэр', 'աղբյուր'],
    points: [
      'points',
      'pointsbalance',
      'balance',
      'pont',
      'pontok',
      'egyenleg',
      'оноо',
      'միավոր',
      'միավորներ',
    ],
  },
  products: {
    sku: ['sku', 'stockcode', 'productcode', 'code', 'cikkszam', 'kod', 'код', 'կոդ'],
    name: [
      'name',
      'description',
      'product',
      'title',
      'nev',
      'megnevezes',
      'termek',
      'нэр',
      'бараа',
      'անվանում',
    ],
    category: ['category', 'kategoria', 'ангилал', 'կատեգորիա'],
    brand: ['brand', 'vendor', 'marka', 'брэнд', 'ապրանքանիշ'],
    unitPrice: ['price', 'unitprice', 'ar', 'egysegar', 'үнэ', 'գին'],
  },
  purchases: {
    purchase: [
      'invoice',
      'invoiceno',
      'receipt',
      'receiptnumber',
      'order',
      'orderid',
      'bizonylat',
      'nyugta',
      'rendeles',
      'баримт',
      'կտրոն',
    ],
    occurredAt: [
      'date',
      'datetime',
      'invoicedate',
      'occurredat',
      'createdat',
      'time',
      'datum',
      'idopont',
      'огноо',
      'ամսաթիվ',
    ],
    ...Object.fromEntries(Object.entries(customerNames).map(([key, names]) => [`customer.${key}`, names])),
    sku: ['sku', 'stockcode', 'productcode', 'cikkszam', 'կոդ'],
    name: ['description', 'product', 'item', 'name', 'megnevezes', 'termek', 'бараа', 'ապրանք'],
    category: ['category', 'kategoria', 'ангилал', 'կատեգորիա'],
    brand: ['brand', 'marka', 'брэнд', 'ապրանքանիշ'],
    quantity: ['quantity', 'qty', 'mennyiseg', 'db', 'тооширхэг', 'тоо', 'քանակ'],
    unitPrice: ['unitprice', 'price', 'egysegar', 'ar', 'үнэ', 'գին'],
    total: ['total', 'amount', 'sum', 'osszeg', 'vegosszeg', 'нийт', 'дүн', 'գումար'],
    discount: ['discount', 'kedvezmeny', 'хөнгөлөлт', 'զեղչ'],
    currency: ['currency', 'penznem', 'валют', 'արժույթ'],
  },
}

/** Which column is probably what, by the headings: a field at most once, a column at most once. */
export function guessColumns(kind: ImportKind, headings: readonly string[]): Record<string, string> {
  const plain = headings.map(plainName)
  const taken = new Set<number>()
  const guessed: Record<string, string> = {}
  for (const { field } of fieldsOf[kind]) {
    const names = known[kind][field] ?? []
    const at = names.map((name) => plain.indexOf(name)).find((index) => index >= 0 && !taken.has(index))
    if (at === undefined) continue
    taken.add(at)
    guessed[field] = headings[at]!
  }
  return guessed
}

function plainName(heading: string): string {
  return folded(heading)
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, (mark) => (mark === '\u0306' ? mark : ''))
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** The date formats that are offered, the more usual first. */
export const dateFormats = [
  ...[
    'iso',
    'yyyy-MM-dd H:mm',
    'yyyy-MM-dd H:mm:ss',
    'yyyy.MM.dd',
    'yyyy.MM.dd.',
    'yyyy.MM.dd H:mm',
    'yyyy. MM. dd.',
  ],
  ...['yyyy/MM/dd', 'yyyy/MM/dd H:mm', 'yyyyMMdd', 'd.M.yyyy', 'd.M.yyyy H:mm', 'd/M/yyyy', 'd/M/yyyy H:mm'],
  ...['M/d/yyyy', 'M/d/yyyy H:mm', 'd MMM yyyy', 'MMM d, yyyy'],
] as const

/** The first format that reads every sample; undefined when none does. */
export function guessDate(samples: readonly string[], timeZone: string): string | undefined {
  const said = samples.filter((sample) => sample.trim() !== '')
  if (said.length === 0) return undefined
  return dateFormats.find((format) => {
    const read = momentReader(format, timeZone)
    return said.every((sample) => read(sample) !== undefined)
  })
}
