import type { DemoShop } from '../shop.ts'

const given =
  `Болд Оюун Бат Сарнай Ганбаатар Номин Тэмүүлэн Цэцэг Дорж Энхжин Баяр Анударь Эрдэнэ Мөнхзул Ганзориг Солонго Отгон
  Уянга Сүхбат Наран Батзориг Энхтуяа Пүрэв Ариунаа Төмөр Золзаяа Даваа Мишээл Билгүүн Гэрэл Очир Хулан Лхагва Сувд Жаргал
  Анхтуяа Мөнхбат Цолмон Баттулга Баясгалан Тулга Алтан Содном Саран Энхболд Нарантуяа Хонгор Дэлгэр Ууганбаяр Бүжин Өлзий
  Тэргэл Гантулга Сарантуяа Өнөр Цэнд Мандах Зул Чулуун Ундрах`.split(/\s+/)

const tsagaanSar = [1, 2]

export const wholesale: DemoShop = {
  businessId: '01900000-0000-7000-8000-000000000de3',
  trade: 'wholesale',
  name: 'Жишээ бөөний худалдаа (демо)',
  currency: 'MNT',
  timeZone: 'Asia/Ulaanbaatar',
  language: 'mn',
  families: ['Жишээ', 'Загвар', 'Сорилт'],
  given,
  phonesFrom: 400,
  owner: 'Демо Дора',
  staff: ['Загвар Болд', 'Сорилт Номин'],
  products: [
    { sku: 'GUR', name: 'Гурил, 25 кг', category: 'Хүнс', price: 62_000, weight: 6 },
    { sku: 'BUD', name: 'Цагаан будаа, 25 кг', category: 'Хүнс', price: 95_000, weight: 5 },
    { sku: 'CHI', name: 'Элсэн чихэр, 10 кг', category: 'Хүнс', price: 38_000, weight: 4 },
    { sku: 'TOS', name: 'Ургамлын тос, 5 л', category: 'Хүнс', price: 42_000, weight: 4 },
    { sku: 'DAV', name: 'Давс, 10 кг', category: 'Хүнс', price: 9_000, weight: 2 },
    { sku: 'GOI', name: 'Гоймон, 24 ш', category: 'Хүнс', price: 36_000, weight: 4 },
    { sku: 'LAZ', name: 'Лаазалсан мах, 24 ш', category: 'Хүнс', brand: 'Жишээ', price: 138_000, weight: 2 },
    { sku: 'TSA', name: 'Цай, 1 хайрцаг', category: 'Ундаа', brand: 'Жишээ', price: 54_000, weight: 3 },
    { sku: 'SUU', name: 'Сүү, 12 ш', category: 'Ундаа', price: 48_000, weight: 4 },
    { sku: 'USS', name: 'Ус 1,5 л, 6 ш', category: 'Ундаа', price: 9_600, weight: 5 },
    { sku: 'JUS', name: 'Жүүс 1 л, 12 ш', category: 'Ундаа', price: 45_000, weight: 3 },
    { sku: 'BOV', name: 'Ул боов, 5 кг', category: 'Амттан', price: 47_000, weight: 6, months: tsagaanSar },
    { sku: 'AMT', name: 'Чихэр, 5 кг', category: 'Амттан', price: 65_000, weight: 2 },
    { sku: 'UGA', name: 'Угаалгын нунтаг, 6 кг', category: 'Гэр ахуй', price: 39_000, weight: 2 },
    { sku: 'SAV', name: 'Саван, 48 ш', category: 'Гэр ахуй', price: 52_000, weight: 2 },
  ],
  rewards: [
    { name: 'Ширээний календарь', benefit: { kind: 'gift' }, points: 500, stock: 300, costMinor: 4_000 },
    { name: 'Үнэгүй хүргэлт', benefit: { kind: 'free_delivery' }, points: 2_000, costMinor: 20_000 },
    {
      name: '100 000 ₮-ийн бэлгийн карт',
      benefit: { kind: 'gift_card', amountMinor: 100_000, currency: 'MNT' },
      points: 10_000,
      costMinor: 100_000,
    },
    {
      name: 'Худалдагчдын хагас өдрийн сургалт',
      description: 'Танай дэлгүүр дээр, найман хүртэл хүнтэй.',
      benefit: { kind: 'experience' },
      points: 20_000,
      tiers: ['silver', 'gold'],
      costMinor: 150_000,
    },
  ],
  habits: [
    { count: 4, weekdays: [2, 3], chance: [0.85, 0.95], joins: [0, 5], size: [7, 12] },
    { count: 24, weekdays: [1, 1], chance: [0.6, 0.9], joins: [0, 30], size: [1, 2] },
    { count: 20, chance: [0.03, 0.06], joins: [0, 60], size: [1, 1] },
    { count: 10, weekdays: [1, 1], chance: [0.6, 0.9], joins: [0, 30], drifts: [150, 300], size: [1, 3] },
    { count: 10, weekdays: [1, 1], chance: [0.4, 0.7], joins: [60, 340], size: [1, 2] },
    { count: 4, chance: [0, 0], joins: [10, 350], once: true },
  ],
  weekdays: [1, 2, 3, 4, 5, 6],
  hours: [9, 18],
  closed: ['01-01', '03-08', '06-01', '07-11', '07-12', '07-13', '11-26', '12-29'],
  season: [1.3, 1.4, 0.8, 0.9, 1, 1.1, 1.1, 0.9, 1, 1, 1, 1.2],
  saleMonths: [],
  vatPercent: 10,
  lines: [5, 20, 30, 25, 15, 5],
  quantity: [1, 5],
  walkInsADay: [0, 0],
  wishes: { prize: 0, points: 0.12, reward: 0.03 },
  returns: { chance: 0.03, reasons: ['гэмтсэн савлагаа', 'илүү захиалсан', 'хугацаа дөхсөн'] },
  sources: ['борлуулагч', 'танилын зөвлөгөө', 'үзэсгэлэн', 'вэб'],
  likes: ['өглөө эрт хүргүүлнэ', 'бэлнээр төлдөг', 'утсаар захиалдаг', 'том савлагаа'],
  notes: [
    'Захиалгаа даваа гарагт утсаар өгдөг.',
    'Хоёр дахь дэлгүүрээ хавар нээнэ гэсэн.',
    'Хүргэлтийг арын хаалгаар авна.',
    'Төлбөрийн нөхцөлийн талаар ярилцах хүсэлтэй.',
  ],
  consent: 'Шинэ бараа, урамшууллын мэдээг и-мэйлээр авахыг зөвшөөрч байна. Хүссэн үедээ татгалзаж болно.',
}
