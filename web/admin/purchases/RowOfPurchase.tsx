import { UnstyledButton } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { memo } from 'react'
import type { Purchase } from '../../api/purchases.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import frame from '../customers/customers.module.css'
import styles from './purchases.module.css'
import { goodsOf } from './saying.ts'
import { words } from './words/words.ts'

interface Props {
  row: Purchase
  current: boolean
  looked: boolean
  onLook(id: string): void
}

/** A purchase in the list: whose, what, when, for how much, and whether something came back. */
export const RowOfPurchase = memo(function RowOfPurchase({ row, current, looked, onLook }: Props) {
  const { say } = useWords(words)
  const formats = useFormats()
  const goods = goodsOf(row, say)
  const name = row.customer
    ? row.customer.name || say('nameless')
    : row.customerId
      ? say('somebody')
      : say('anonymous')
  return (
    <li
      className={frame.row}
      data-current={current || undefined}
      data-looked={looked || undefined}
      data-purchase={row.id}
    >
      <UnstyledButton className={`${frame.who} ${styles.open}`} onClick={() => onLook(row.id)}>
        {row.customer ? (
          <Avatar name={name} />
        ) : (
          <span className={styles.nobody}>
            <IconUserQuestion size={20} stroke={1.75} aria-hidden="true" />
          </span>
        )}
        <span className={frame.what}>
          <span className={frame.name}>
            <b>{goods || name}</b>
            {row.fullyReturned ? (
              <span className={styles.back}>{say('came_back.whole')}</span>
            ) : row.returned > 0 ? (
              <span className={styles.back}>
                {say('came_back', { money: formats.money(row.returned, row.currency) })}
              </span>
            ) : null}
          </span>
          <small>
            {[goods ? name : null, formats.moment(row.occurredAt)].filter(Boolean).join(' · ')}
            {row.externalId ? <span className={styles.receipt}> · {row.externalId}</span> : null}
          </small>
        </span>
      </UnstyledButton>
      <span className={styles.total}>{formats.money(row.total, row.currency)}</span>
    </li>
  )
})
