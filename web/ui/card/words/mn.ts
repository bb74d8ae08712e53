import type { en } from './en.ts'

export const mn: Record<keyof typeof en, string> = {
  show: 'Төлөхдөө үзүүлээрэй',
  fresh: 'Минут тутам шинэ код',
  code: 'Таны картын код',
  stamped: '{has, plural, one {# тамга} other {# тамга}}, нийт {size}-аас',
}
