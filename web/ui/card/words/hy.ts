import type { en } from './en.ts'

export const hy: Record<keyof typeof en, string> = {
  show: 'Ցույց տվեք վճարելիս',
  fresh: 'Նոր կոդ՝ ամեն րոպե',
  code: 'Ձեր քարտի կոդը',
  stamped: '{has, plural, one {# կնիք} other {# կնիք}}՝ {size}-ից',
}
