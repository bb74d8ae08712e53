/**
 * Names in Cyrillic (Russian, Mongolian, Ukrainian, Serbian, Kazakh) and Armenian letters, written in Latin ones. The
 * aim is not a beautiful transcription but that every customary one ends up alike once `soundOf` has folded it.
 */
const cyrillic: Record<string, string> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ж: 'j',
    з: 'z',
    и: 'i',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
  },
  ...{ о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh' },
  ...{ ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia', ө: 'o', ү: 'u', ў: 'u', і: 'i', є: 'e', ґ: 'g' },
  ...{
    ј: 'j',
    љ: 'li',
    њ: 'ni',
    ћ: 'ch',
    ђ: 'j',
    џ: 'j',
    ѕ: 'dz',
    қ: 'k',
    ғ: 'g',
    ң: 'n',
    ұ: 'u',
    һ: 'h',
    ә: 'a',
  },
}

const armenian: Record<string, string> = {
  ...{
    ա: 'a',
    բ: 'b',
    գ: 'g',
    դ: 'd',
    ե: 'e',
    զ: 'z',
    է: 'e',
    ը: 'i',
    թ: 't',
    ժ: 'j',
    ի: 'i',
    լ: 'l',
    խ: 'h',
  },
  ...{ ծ: 'ts', կ: 'k', հ: 'h', ձ: 'dz', ղ: 'g', ճ: 'ch', մ: 'm', յ: 'i', ն: 'n', շ: 'sh', ո: 'o', չ: 'ch' },
  ...{
    պ: 'p',
    ջ: 'j',
    ռ: 'r',
    ս: 's',
    վ: 'v',
    տ: 't',
    ր: 'r',
    ց: 'ts',
    ւ: 'v',
    փ: 'p',
    ք: 'k',
    օ: 'o',
    ֆ: 'f',
  },
}

// Latin letters that Unicode doesn't decompose.
const latin: Record<string, string> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ß: 'ss', æ: 'a', œ: 'o', ı: 'i', þ: 'th', ð: 'd', ə: 'a', ŋ: 'n' },
}

const letters: Record<string, string> = { ...cyrillic, ...armenian, ...latin }

/** Lower case without marks: as a person reads it, in its own letters. й and ё lose their marks here, too. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ')
}

/** In Latin letters, as far as we know the letters; others stay. Takes one word of `plainLetters`. */
export function inLatin(word: string): string {
  return word
    .replaceAll('ու', 'u')
    .replaceAll('և', 'ev')
    .replaceAll('եւ', 'ev')
    .replace(/եա/g, 'ia')
    .replace(/^ո/, 'vo')
    .replace(/./gu, (letter) => letters[letter] ?? letter)
}

// Customary spellings of one sound, in the order in which they are folded. Both sides of every comparison go through
// them, so what matters is only that writings of the same name meet, not that the result can be read.
const folds: readonly (readonly [RegExp, string])[] = [
  [/y/g, 'i'],
  [/w/g, 'v'],
  [/q/g, 'k'],
  [/^x/, 'h'],
  [/x/g, 'ks'],
  [/shch|sch/g, 'sh'],
  [/tch/g, 'ch'],
  [/d?zh|dj/g, 'j'],
  [/tz/g, 'ts'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ck/g, 'k'],
  [/ou|ue/g, 'u'],
  [/oe/g, 'o'],
  [/ae/g, 'a'],
  [/ie/g, 'e'],
  [/(.)\1+/gu, '$1'],
]

/** What a word in Latin letters sounds like, roughly: Khachatryan, Xachatrian and Хачатрян come out alike. */
export function soundOf(word: string): string {
  for (let before = '', now = word; ; ) {
    before = now
    for (const [spelling, sound] of folds) now = now.replace(spelling, sound)
    if (now === before) return now
  }
}
