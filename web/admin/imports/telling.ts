import type { Import, Report } from '../../api/settings.ts'
import type { Say } from '../../ui/words.tsx'
import { words } from './words/words.ts'

type SayHere = Say<keyof (typeof words)['en']>

const sum = (counts: Record<string, number> | undefined, ...names: string[]) =>
  names.reduce((all, name) => all + (counts?.[name] ?? 0), 0)

/** What an import came to, in a sentence. */
export function countsOf({ kind, report }: Import, say: SayHere): string {
  if (!report) return ''
  const { customers, products, purchases } = report
  if (kind === 'customers')
    return say('counts.customers', { made: sum(customers, 'made'), there: sum(customers, 'alreadyThere') })
  if (kind === 'products')
    return say('counts.products', {
      added: sum(products, 'added'),
      changed: sum(products, 'changed'),
      same: sum(products, 'same'),
    })
  return say('counts.purchases', {
    made: sum(purchases, 'imported'),
    there: sum(purchases, 'alreadyThere'),
    customers: sum(customers, 'made'),
  })
}

/** The rows that were left out, by reason. */
export function leftOutOf({ rowsLeftOut = {}, customers }: Report, say: SayHere): string[] {
  const known: Record<string, string> = words.en
  const by = Object.entries(rowsLeftOut).map(([code, count]) => {
    const word = `left.${code}` in known ? (`left.${code}` as 'left.other') : 'left.other'
    return say('left.line', { count, why: say(word) })
  })
  const refused = by.length === 0 ? sum(customers, 'refused') : 0
  return refused > 0 ? [say('left.line', { count: refused, why: say('left.refused') })] : by
}
