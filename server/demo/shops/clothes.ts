import type { DemoShop } from '../shop.ts'

const given =
  `Անի Արամ Նարե Հայկ Լիլիթ Տիգրան Մարիամ Դավիթ Աննա Արմեն Գայանե Կարեն Սոնա Վահե Լուսինե Գոռ Մանե Նարեկ Արփինե
  Սամվել Հասմիկ Աշոտ Շուշան Գևորգ Թամարա Ռուբեն Նունե Էդգար Ալինա Սարգիս Սիրանուշ Մհեր Ռուզաննա Վարդան Մերի Արթուր
  Հռիփսիմե Լևոն Եվա Սուրեն Քնար Հրանտ Զարուհի Արսեն Նոննա Ռաֆայել Անահիտ Միքայել Շողիկ Տարոն Կարինե Էրիկ Սաթենիկ Վազգեն
  Ծովինար Գրիգոր Արևիկ Մարտին Վարդուհի Երվանդ`.split(/\s+/)

const cold = [10, 11, 12, 1, 2, 3]
const brand = 'Նմուշ'

export const clothes: DemoShop = {
  businessId: '01900000-0000-7000-8000-000000000de2',
  trade: 'shop',
  name: 'Նմուշ հագուստի խանութ (դեմո)',
  currency: 'AMD',
  timeZone: 'Asia/Yerevan',
  language: 'hy',
  families: ['Նմուշյան', 'Օրինակյան', 'Փորձյան'],
  given,
  phonesFrom: 200,
  owner: 'Դեմո Դորա',
  staff: ['Օրինակյան Սոնա', 'Փորձյան Արամ'],
  products: [
    { sku: 'SHB', name: 'Շապիկ', category: 'Հագուստ', brand, price: 9_900, weight: 6 },
    { sku: 'VER', name: 'Վերնաշապիկ', category: 'Հագուստ', brand, price: 17_900, weight: 4 },
    { sku: 'JIN', name: 'Ջինսե տաբատ', category: 'Հագուստ', price: 24_900, weight: 4 },
    { sku: 'ZGE', name: 'Զգեստ', category: 'Հագուստ', price: 29_900, weight: 4 },
    { sku: 'SHR', name: 'Կիսաշրջազգեստ', category: 'Հագուստ', price: 18_900, weight: 3 },
    { sku: 'SVI', name: 'Սվիտեր', category: 'Հագուստ', brand, price: 21_900, weight: 5, months: cold },
    { sku: 'BAC', name: 'Բաճկոն', category: 'Վերնազգեստ', price: 45_900, weight: 2, months: cold },
    { sku: 'VRK', name: 'Վերարկու', category: 'Վերնազգեստ', price: 69_900, weight: 1, months: cold },
    { sku: 'SHA', name: 'Շարֆ', category: 'Աքսեսուարներ', brand, price: 8_900, weight: 3, months: cold },
    { sku: 'GOT', name: 'Գոտի', category: 'Աքսեսուարներ', price: 7_900, weight: 2 },
    { sku: 'PAY', name: 'Պայուսակ', category: 'Աքսեսուարներ', price: 27_900, weight: 2 },
    { sku: 'GUL', name: 'Գուլպաներ', category: 'Աքսեսուարներ', brand, price: 1_900, weight: 5 },
    { sku: 'KOS', name: 'Կոշիկ', category: 'Կոշիկ', price: 39_900, weight: 2 },
    { sku: 'SPO', name: 'Սպորտային կոշիկ', category: 'Կոշիկ', price: 34_900, weight: 2 },
  ],
  rewards: [
    {
      name: 'Մեկ զույգ գուլպա՝ նվեր',
      benefit: { kind: 'product', quantity: 1, where: { skus: ['GUL'] } },
      points: 500,
      costMinor: 700,
    },
    {
      name: 'Ոճի խորհրդատվություն',
      description: 'Կես ժամ մեր ոճաբանի հետ, նախնական գրանցմամբ։',
      benefit: { kind: 'experience' },
      points: 1_000,
      costMinor: 5_000,
    },
    {
      name: '10 % զեղչ ամբողջ գնումից',
      benefit: { kind: 'percent', percent: 10, maxMinor: 10_000 },
      points: 1_500,
      costMinor: 4_000,
    },
    { name: 'Շարֆ՝ նվեր', benefit: { kind: 'gift' }, points: 2_500, stock: 40, costMinor: 3_500 },
  ],
  habits: [
    { count: 30, weekdays: [1, 1], chance: [0.2, 0.45], joins: [0, 40] },
    { count: 42, chance: [0.01, 0.025], joins: [0, 90] },
    { count: 15, weekdays: [1, 1], chance: [0.25, 0.45], joins: [0, 40], drifts: [120, 290] },
    { count: 25, chance: [0.015, 0.04], joins: [90, 364] },
    { count: 15, chance: [0, 0], joins: [10, 364], once: true },
    { count: 3, weekdays: [1, 1], chance: [0.3, 0.5], joins: [5, 60], size: [3, 4] },
  ],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  hours: [10, 20],
  closed: ['12-31', '01-01', '01-02', '01-06'],
  season: [0.9, 0.8, 1.2, 1, 1, 0.9, 1, 0.8, 1.3, 1, 1, 1.6],
  saleMonths: [1, 7],
  vatPercent: 20,
  lines: [45, 35, 15, 5],
  quantity: [1, 1],
  walkInsADay: [0, 3],
  wishes: { prize: 0, points: 0.25, reward: 0.1 },
  returns: { chance: 0.06, reasons: ['չափը չհամապատասխանեց', 'գույնը դուր չեկավ', 'թերություն կար'] },
  sources: ['ցուցանակ', 'ընկերուհու խորհրդով', 'Instagram', 'անցնում էր կողքով'],
  likes: ['բնական գործվածքներ', 'մուգ կապույտ', 'ազատ ձևվածք', 'դասական ոճ', 'վառ գույներ'],
  notes: [
    'Մարտին վերցրեց մուգ կապույտ կոստյում, հարցրեց մոխրագույնի մասին։',
    'Գնում է նաև դստեր՝ Ռիտայի համար։',
    'Խնդրել է զանգել, երբ նոր զգեստներ ստանանք։',
    'Բուրդ չի կրում։',
  ],
  consent: 'Համաձայն եմ նամակներ ստանալ նորույթների և իմ նվերների մասին։ Կարող եմ հրաժարվել ցանկացած պահի։',
}
