import { Button } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type GiftCard, pagesOf } from '../../../api/rewards.ts'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Fault } from '../../../ui/Told.tsx'
import { useSelf } from '../../seat.ts'
import { More } from '../More.tsx'
import styles from '../rewards.module.css'
import { useSaying } from '../saying.tsx'
import { Views } from '../Views.tsx'
import { LookUp } from '../vouchers/LookUp.tsx'
import { GiftCardPanel } from './GiftCardPanel.tsx'
import { NewGiftCard } from './NewGiftCard.tsx'

const states = ['open', 'empty', 'over', 'blocked'] as const

/** Money on cards: what is left on each, and everything that moved. */
export function GiftCardsPage() {
  const { say } = useSaying()
  const { may } = useSelf()
  const { money, day } = useFormats()
  const [state, setState] = useState<(typeof states)[number]>('open')
  const [doing, setDoing] = useState<'new' | 'find' | GiftCard | null>(null)
  const pages = useInfiniteQuery(pagesOf<GiftCard>(`/api/v1/gift-cards?state=${state}`))
  const items = pages.data?.pages.flatMap((page) => page.items)
  return (
    <div className={styles.beside} data-panel={doing !== null || undefined}>
      <PageHead
        title={say('gift_cards.title')}
        lead={say('gift_cards.lead')}
        actions={
          <>
            {may('redemptions:write') ? (
              <Button
                variant="default"
                leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
                onClick={() => setDoing('find')}
              >
                {say('code.find')}
              </Button>
            ) : null}
            {may('rewards:write') ? (
              <Button
                leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
                onClick={() => setDoing('new')}
              >
                {say('gift_cards.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <Views
        label={say('which')}
        views={states}
        labelOf={(value) => say(`gift_card.${value}`)}
        value={state}
        onChange={setState}
      />
      <Fault error={pages.error} />
      <ul className={list.panel}>
        {items?.map((card) => (
          <li key={card.id}>
            <button type="button" className={styles.cardRow} onClick={() => setDoing(card)}>
              <b>{money(card.balanceMinor, card.currency)}</b>
              <small>
                {[day(card.createdAt), card.customerName, card.note, card.blockedBecause]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </button>
          </li>
        ))}
        {items?.length === 0 ? <li className={list.empty}>{say('gift_cards.none')}</li> : null}
      </ul>
      <More pages={pages} />
      {doing === 'new' ? <NewGiftCard onClose={() => setDoing(null)} /> : null}
      {doing === 'find' ? <LookUp kind="giftCard" onClose={() => setDoing(null)} onFound={setDoing} /> : null}
      {doing !== null && typeof doing === 'object' ? (
        <GiftCardPanel key={doing.id} id={doing.id} onClose={() => setDoing(null)} />
      ) : null}
    </div>
  )
}
