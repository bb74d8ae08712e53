import type { Overview } from '../../api/insights.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { words } from './words/words.ts'

type Months = Overview['retention']['months']

const NAMED = 3

/** What matters, as sentences. */
export function useTitles(data?: Overview) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const of100 = (share: number) => Math.round(share * 100)

  function stayed(months: Months): string {
    const [first, last] = [months[0], months.at(-1)]
    if (last?.share == null) return say('line.title.none')
    const kept = of100(last.share)
    const more = first?.share == null ? 0 : kept - of100(first.share)
    if (more > 0) return say('line.title.more', { kept, more })
    return more < 0 ? say('line.title.less', { kept, less: -more }) : say('line.title', { kept })
  }

  if (!data) return { overview: '', names: '', stayed }
  const { slipping, retention } = data
  const share = retention.months.at(-1)?.share
  const kept = share == null ? '' : `${say('title.kept', { kept: of100(share) })} `
  const slips =
    slipping.customers > 0 ? say('title.slipping', { count: slipping.customers }) : say('title.steady')
  const named = slipping.people.flatMap(({ name }) => name ?? []).slice(0, NAMED)
  const names =
    named.length > 1
      ? say('slip.sentence', { names: named.join(', '), money: money(slipping.yearMinor) })
      : ''
  return { overview: kept + slips, names, stayed }
}
