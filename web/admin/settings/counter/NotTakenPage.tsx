import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../../api/api.ts'
import { type NotTaken, notTaken } from '../../../api/settings.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { Ending } from '../../../ui/Ending.tsx'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
import { words } from '../words/words.ts'

/** Sales that a counter made without network and the till then refused: a person says how each ended. */
export function NotTakenPage() {
  const { say, language } = useWords(words)
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(notTaken(language))
  const sales = data?.pages.flatMap(({ items }) => items)
  return (
    <>
      <SettingsHead title={say('settings.not_taken')} lead={say('settings.not_taken.lead')} />
      <Fault error={error} />
      {sales?.length === 0 ? <Empty>{say('not_taken.none')}</Empty> : null}
      {sales && sales.length > 0 ? (
        <ul className={`${list.panel} ${list.section}`}>
          {sales.map((sale) => (
            <SaleRow key={sale.id} sale={sale} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {say('journal.more')}
        </Button>
      ) : null}
    </>
  )
}

function SaleRow({ sale }: { sale: NotTaken }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { customerId, customerName, staffName, occurredAt, reason } = sale
  const amount = amountOf(sale)
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>
          {customerId ? (
            <Link to="/customers/$id" params={{ id: customerId }}>
              {customerName ?? say('journal.customer')}
            </Link>
          ) : (
            say('not_taken.walk_in')
          )}
          {amount === null ? '' : ` · ${formats.money(amount)}`}
        </b>
        <small>
          {[formats.day(occurredAt), formats.time(occurredAt), staffName].filter(Boolean).join(' · ')}
        </small>
        <small>{reason ?? say('not_taken.no_reason')}</small>
      </div>
      <Settling id={sale.id} />
    </li>
  )
}

function Settling({ id }: { id: string }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const settle = useMutation({
    mutationFn: (how: 'rung_up' | 'dropped') =>
      ask('POST', `/api/v1/counter/conflicts/${id}/settle`, { how }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['not-taken'] }),
        queries.invalidateQueries({ queryKey: ['today'] }),
      ]),
  })
  return (
    <div className={list.acts}>
      <Ending
        label={say('not_taken.rung_up')}
        meaning={say('not_taken.rung_up.means')}
        pending={settle.isPending}
        onEnd={() => settle.mutate('rung_up')}
      />
      <Ending
        label={say('not_taken.drop')}
        meaning={say('not_taken.drop.means')}
        pending={settle.isPending}
        onEnd={() => settle.mutate('dropped')}
      />
      <Fault error={settle.error} />
    </div>
  )
}

/** What it came to, where the sale says so. */
function amountOf({ request: { total, lines } }: NotTaken): number | null {
  if (typeof total === 'number') return total
  if (!Array.isArray(lines)) return null
  return Math.round(lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0))
}
