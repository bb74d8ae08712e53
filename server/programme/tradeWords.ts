/** The shop's own words that a ready programme begins with; a shop changes them as it likes. */
export const tradeWords = {
  point: { en: 'point|points', hu: 'pont', hy: 'միավոր', mn: 'оноо' },
  rebatePoint: {
    en: 'rebate point|rebate points',
    hu: 'visszatérítési pont',
    hy: 'զեղչի միավոր',
    mn: 'урамшууллын оноо',
  },
  night: { en: 'night|nights', hu: 'éjszaka', hy: 'գիշեր', mn: 'хоног' },

  /** What earns, in place of the category's own names. */
  roomNight: {
    en: 'a night’s stay',
    hu: 'egy éjszaka nálunk',
    hy: 'մեկ գիշեր մեզ մոտ',
    mn: 'манайд хоносон хоног',
  },

  coffeeCard: { en: 'Coffee card', hu: 'Kávékártya', hy: 'Սուրճի քարտ', mn: 'Кофены карт' },
  freeCoffee: {
    en: 'a coffee on us',
    hu: 'egy kávé ajándékba',
    hy: 'մեկ սուրճ՝ նվեր',
    mn: 'нэг кофе үнэгүй',
  },
  nightCard: { en: 'Night card', hu: 'Éjszakakártya', hy: 'Գիշերների քարտ', mn: 'Хоногийн карт' },
  freeNight: {
    en: 'a night on us',
    hu: 'egy éjszaka ajándékba',
    hy: 'մեկ գիշեր՝ նվեր',
    mn: 'нэг хоног үнэгүй',
  },
  visitCard: { en: 'Visit card', hu: 'Látogatókártya', hy: 'Այցերի քարտ', mn: 'Үйлчлүүлэлтийн карт' },
  sample: { en: 'a sample to take home', hu: 'egy termékminta', hy: 'փորձանմուշ', mn: 'бүтээгдэхүүний дээж' },
  handCare: { en: 'a hand treatment', hu: 'egy kézápolás', hy: 'ձեռքերի խնամք', mn: 'гарын арчилгаа' },
  freeTreatment: {
    en: 'a treatment on us',
    hu: 'egy kezelés ajándékba',
    hy: 'մեկ խնամք՝ նվեր',
    mn: 'нэг үйлчилгээ үнэгүй',
  },

  member: { en: 'Member', hu: 'Tag', hy: 'Անդամ', mn: 'Гишүүн' },
  partner: { en: 'Partner', hu: 'Partner', hy: 'Գործընկեր', mn: 'Түнш' },
  silver: { en: 'Silver', hu: 'Ezüst', hy: 'Արծաթե', mn: 'Мөнгөн' },
  gold: { en: 'Gold', hu: 'Arany', hy: 'Ոսկե', mn: 'Алтан' },
  guest: { en: 'Guest', hu: 'Vendég', hy: 'Հյուր', mn: 'Зочин' },
  regular: { en: 'Regular', hu: 'Törzsvendég', hy: 'Մշտական հյուր', mn: 'Байнгын зочин' },
  friend: { en: 'Friend of the house', hu: 'A ház barátja', hy: 'Տան բարեկամ', mn: 'Манай найз' },
  lateCheckOut: {
    en: 'late check-out when we can',
    hu: 'késői kijelentkezés, ha megoldható',
    hy: 'ուշ դուրսգրում, եթե հնարավոր է',
    mn: 'боломжтой бол өрөөг орой чөлөөлөх',
  },
  betterRoom: {
    en: 'a better room when one is free',
    hu: 'jobb szoba, ha van szabad',
    hy: 'ավելի լավ սենյակ, եթե ազատ կա',
    mn: 'сул байвал илүү сайн өрөө',
  },
  /** What a hotel is likely to call the category of its nights. */
  roomCategories: ['room', 'szoba', 'սենյակ', 'өрөө'],
}
