import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { purchase, type WholePurchase } from '../../api/purchases.ts'
import { useFormats } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import frame from '../customers/customers.module.css'
import { SidePanel } from '../customers/SidePanel.tsx'
import { inWords } from '../customers/saying.ts'
import { Waiting } from '../customers/Waiting.tsx'
import { useSelf } from '../seat.ts'
import { AttachForm } from './AttachForm.tsx'
import styles from './purchases.module.css'
import { ReturnForm } from './ReturnForm.tsx'
import { lineName } from './saying.ts'
import { words } from './words/words.ts'

type Doing = 'return' | 'attach' | null

/** One purchase: its lines, what it brought and why, what came back; and what can be done with it. */
export function PurchasePanel({ id, onClose }: { id: string; onClose(): void }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { data, error } = useQuery(purchase(id))
  const [doing, setDoing] = useState<Doing>(null)
  return (
    <SidePanel
      takesFocus={false}
      label={say('one.title')}
      onClose={onClose}
      title={
        data ? (
          <>
            <h2>{formats.money(data.total, data.currency)}</h2>
            <small>
              {[
                formats.moment(data.occurredAt),
                data.location?.name,
                data.staff && say('one.served', { name: data.staff.name }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </>
        ) : (
          <h2>{say('one.title')}</h2>
        )
      }
      foot={data && doing === null ? <Acts data={data} onDo={setDoing} /> : null}
    >
      <Fault error={error} />
      {!data && !error ? <Waiting /> : null}
      {data && doing === 'return' ? <ReturnForm bought={data} onClose={() => setDoing(null)} /> : null}
      {data && doing === 'attach' ? <AttachForm bought={data} onClose={() => setDoing(null)} /> : null}
      {data && doing === null ? <Whole data={data} /> : null}
    </SidePanel>
  )
}

function Acts({ data, onDo }: { data: WholePurchase; onDo(doing: Doing): void }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const queries = useQueryClient()
  const undo = useUndo()
  const confirm = useMutation({
    mutationFn: () => ask('POST', `/api/v1/purchases/${data.id}/confirm`),
    onSuccess: async () => {
      undo({ done: say('confirm.done') })
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['purchases'] }),
        queries.invalidateQueries({ queryKey: ['customers'] }),
      ])
    },
  })
  if (!may('purchases:write')) return null
  const left = data.lines.some(({ quantity, returnedQuantity }) => returnedQuantity < quantity)
  return (
    <div className={styles.foot}>
      <Fault error={confirm.error} />
      {data.waiting ? (
        <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {say('confirm.do')}
        </Button>
      ) : null}
      {data.customerId === null ? (
        <Button variant={data.waiting ? 'light' : 'filled'} onClick={() => onDo('attach')}>
          {say('attach.open')}
        </Button>
      ) : null}
      {left ? (
        <Button variant="default" onClick={() => onDo('return')}>
          {say('return.open')}
        </Button>
      ) : null}
    </div>
  )
}

function Whole({ data }: { data: WholePurchase }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const money = (amount: number) => formats.money(amount, data.currency)
  return (
    <>
      {data.customer ? (
        <Link className={styles.person} to="/customers/$id" params={{ id: data.customer.id }}>
          {data.customer.name || say('nameless')}
        </Link>
      ) : (
        <p>{say(data.customerId ? 'somebody' : 'anonymous.hint')}</p>
      )}
      <ul className={styles.lines} aria-label={say('one.lines')}>
        {data.lines.map((line) => (
          <li key={line.line}>
            <span>
              {line.quantity === 1 ? '' : `${formats.number(line.quantity, 3)} × `}
              {lineName(line, say)}
              {line.returnedQuantity > 0 ? (
                <small>{say('line.returned', { what: formats.number(line.returnedQuantity, 3) })}</small>
              ) : null}
            </span>
            <span>{money(line.total)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        <span>{say('one.total')}</span>
        <span>{money(data.total)}</span>
      </p>
      <PaidWith data={data} />
      <Granted data={data} />
      <Returns data={data} />
      {data.externalId ? <p>{say('one.receipt', { number: data.externalId })}</p> : null}
    </>
  )
}

function PaidWith({ data: { paidWith, currency } }: { data: WholePurchase }) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  if (!paidWith) return null
  const { points, rewards, giftCard, credit } = paidWith
  const lines = [
    points && say('paid.points', { count: points.amount, money: formats.money(points.discount, currency) }),
    ...rewards.map(({ name, discount }) =>
      say('paid.reward', { what: inWords(name, language), money: formats.money(discount, currency) }),
    ),
    giftCard && say('paid.gift_card', { money: formats.money(giftCard.paid, currency) }),
    credit && say('paid.credit', { money: formats.money(credit.paid, currency) }),
  ].filter((line) => typeof line === 'string')
  if (lines.length === 0) return null
  return (
    <section className={frame.part}>
      <h3>{say('paid.title')}</h3>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function Granted({ data }: { data: WholePurchase }) {
  const { say } = useWords(words)
  if (data.granted.length === 0) return null
  return (
    <section className={frame.part}>
      <h3>{say('granted.title')}</h3>
      <ul className={styles.lines}>
        {data.granted.map(({ rule, unit, amount, left, why }) => (
          <li key={`${rule} ${unit}`}>
            <span>
              {say(unit === 'points' ? 'granted.points' : 'granted.stamps', { count: amount })}
              <small>{why}</small>
            </span>
            {left < amount ? <small>{say('granted.left', { count: left })}</small> : null}
          </li>
        ))}
      </ul>
      {data.waiting ? <p>{say('granted.waiting')}</p> : null}
    </section>
  )
}

function Returns({ data }: { data: WholePurchase }) {
  const { say } = useWords(words)
  const formats = useFormats()
  if (data.returns.length === 0) return null
  return (
    <section className={frame.part}>
      <h3>{say('returns.title')}</h3>
      <ul className={styles.lines}>
        {data.returns.map((one) => (
          <li key={one.id}>
            <span>
              {one.lines
                .map(({ line, quantity }) => {
                  const bought = data.lines.find((each) => each.line === line)
                  return `${formats.number(quantity, 3)} × ${bought ? lineName(bought, say) : ''}`
                })
                .join(', ')}
              <small>{[formats.moment(one.occurredAt), one.reason].filter(Boolean).join(' · ')}</small>
            </span>
            <span>{formats.money(-one.total, data.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
