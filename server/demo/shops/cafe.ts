import type { DemoShop } from '../shop.ts'

const given =
  `Anna Bence Csilla Dániel Eszter Ferenc Gabriella Gergő Hanna Imre Judit László Kata Máté Lilla Olivér Nóra
  Péter Réka Sándor Vera Tamás Zsófia Zoltán Ágnes Ádám Boglárka Attila Dóra Balázs Edit Gábor Emese György Ildikó István
  Kinga János Luca Levente Mónika Márton Orsolya Norbert Panna Róbert Rita Viktor Szilvia Zsolt Tünde Ákos Virág Botond
  Éva Kristóf Flóra Márk Petra Dénes`.split(/\s+/)

const months = { warm: [5, 6, 7, 8, 9], cold: [10, 11, 12, 1, 2, 3] }

export const cafe: DemoShop = {
  businessId: '01900000-0000-7000-8000-000000000de1',
  trade: 'cafe',
  name: 'Minta Kávézó (demó)',
  currency: 'HUF',
  timeZone: 'Europe/Budapest',
  language: 'hu',
  families: ['Minta', 'Próba', 'Példa'],
  given,
  phonesFrom: 0,
  owner: 'Demó Dóra',
  staff: ['Próba Panna', 'Példa Gergő'],
  products: [
    { sku: 'ESP', name: 'Eszpresszó', category: 'Kávé', price: 690, weight: 4 },
    { sku: 'CAP', name: 'Cappuccino', category: 'Kávé', price: 990, weight: 6 },
    { sku: 'LAT', name: 'Caffè latte', category: 'Kávé', price: 1190, weight: 5 },
    { sku: 'FLW', name: 'Flat white', category: 'Kávé', price: 1190, weight: 4 },
    { sku: 'FIL', name: 'Filteres kávé', category: 'Kávé', price: 890, weight: 2 },
    { sku: 'TEA', name: 'Szálas tea', category: 'Tea és hideg ital', price: 890, weight: 2 },
    {
      ...{ sku: 'LIM', name: 'Házi limonádé', category: 'Tea és hideg ital', price: 1290, weight: 4 },
      months: months.warm,
    },
    {
      ...{ sku: 'FOR', name: 'Forró csokoládé', category: 'Tea és hideg ital', price: 1290, weight: 3 },
      months: months.cold,
    },
    { sku: 'CRO', name: 'Vajas croissant', category: 'Péksütemény', price: 890, weight: 4 },
    { sku: 'KAK', name: 'Kakaós csiga', category: 'Péksütemény', price: 790, weight: 4 },
    { sku: 'POG', name: 'Tepertős pogácsa', category: 'Péksütemény', price: 490, weight: 3 },
    { sku: 'DOB', name: 'Dobostorta-szelet', category: 'Torta', price: 1590, weight: 2 },
    { sku: 'SZE', name: 'Sonkás szendvics', category: 'Szendvics', price: 1790, weight: 2 },
    {
      ...{ sku: 'BAB', name: 'Szemes kávé, 250 g', category: 'Otthonra', price: 4990, weight: 0.4 },
      brand: 'Minta Pörkölő',
    },
  ],
  prizes: [{ at: 5, name: 'egy tepertős pogácsa' }],
  rewards: [
    {
      name: 'Kakaós csiga 6 pecsétért',
      benefit: { kind: 'product', quantity: 1, where: { skus: ['KAK'] } },
      stampCard: 'coffee',
      stamps: 6,
      costMinor: 290,
    },
    {
      name: '1000 Ft kedvezmény a szemes kávéra',
      description: '8 pecsétért, minden 250 grammos csomagra.',
      benefit: { kind: 'amount', amountMinor: 1000, currency: 'HUF', where: { skus: ['BAB'] } },
      stampCard: 'coffee',
      stamps: 8,
      costMinor: 1000,
    },
    {
      name: 'Kóstoló: az új pörkölések',
      description: 'Egy óra a baristánkkal, hat főig.',
      benefit: { kind: 'experience' },
      stampCard: 'coffee',
      stamps: 9,
      costMinor: 1500,
    },
  ],
  habits: [
    { count: 7, weekdays: [5, 5], chance: [0.6, 0.85], joins: [0, 10] },
    { count: 22, weekdays: [1, 3], chance: [0.6, 0.9], joins: [0, 45] },
    { count: 34, chance: [0.03, 0.09], joins: [0, 60] },
    { count: 14, weekdays: [1, 3], chance: [0.6, 0.9], joins: [0, 40], drifts: [140, 310] },
    { count: 22, chance: [0.04, 0.14], joins: [60, 364] },
    { count: 10, chance: [0, 0], joins: [20, 364], once: true },
  ],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  hours: [7, 18],
  closed: ['12-24', '12-25', '12-26', '01-01'],
  season: [0.9, 0.95, 1, 1, 1.05, 1, 0.8, 0.75, 1, 1.05, 1.1, 1.2],
  saleMonths: [],
  vatPercent: 27,
  lines: [55, 35, 10],
  quantity: [1, 1],
  walkInsADay: [1, 3],
  wishes: { prize: 0.8, points: 0, reward: 0 },
  returns: { chance: 0.004, reasons: ['téves beütés', 'elfogyott, amit kért'] },
  sources: ['plakát', 'barát ajánlotta', 'arra járt', 'Instagram'],
  likes: ['zabtejjel', 'ablaknál ül', 'dupla eszpresszó', 'koffeinmentes délután', 'elvitelre'],
  notes: [
    'Zabtejjel kéri, cukor nélkül.',
    'A kutyája Bodza, vizet kér neki.',
    'Laktózérzékeny.',
    'Kedden könyvklub, hat széket kér össze.',
  ],
  consent: 'Kérek e-mailt az újdonságokról és az ajándékaimról. Bármikor leiratkozhatok.',
}
