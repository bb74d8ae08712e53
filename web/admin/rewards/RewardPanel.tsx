import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useContext, useState } from 'react'
import { ask, Problem } from '../../api/api.ts'
import { look } from '../../api/offering.ts'
import { business } from '../../api/questions.ts'
import type { Reward } from '../../api/rewards.ts'
import { CardFace } from '../../ui/card/CardFace.tsx'
import { faceWords } from '../../ui/card/faceWords.ts'
import { words as cardWords } from '../../ui/card/words/words.ts'
import form from '../../ui/form.module.css'
import { ShopContext } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import { SidePanel } from '../customers/SidePanel.tsx'
import { RewardForm } from './RewardForm.tsx'
import { Picture } from './RewardTile.tsx'
import styles from './rewards.module.css'
import { StockHistory } from './StockHistory.tsx'
import { useSaying } from './saying.tsx'
import { bodyOf, type Wish, wishOf } from './wish.ts'

interface Props {
  reward: Reward | null
  writes: boolean
  onShelve(to: 'archive' | 'restore'): void
  onClose(): void
}

/** One reward beside the shelf: what it is, how it looks on a card, and changing it. */
export function RewardPanel({ reward, writes, onShelve, onClose }: Props) {
  const { say, nameOf } = useSaying()
  const shop = useContext(ShopContext)
  const queries = useQueryClient()
  const offer = useUndo()
  const [wish, setWish] = useState<Wish>(() => wishOf(reward, shop))
  const [key] = useState(() => crypto.randomUUID())
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(wish, { timeZone: shop.timeZone, fresh: reward === null })
      return reward
        ? ask<Reward>('PATCH', `/api/v1/rewards/${reward.id}`, body)
        : ask<Reward>('POST', '/api/v1/rewards', body, key)
    },
    async onSuccess(saved) {
      await queries.invalidateQueries({ queryKey: ['rewards'] })
      offer({ done: say(reward ? 'done.changed' : 'done.added', { name: nameOf(saved.name) }) })
      onClose()
    },
  })
  const faultOf = (field: string) => (save.error instanceof Problem ? save.error.about(field) : undefined)
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  const title = reward ? nameOf(reward.name) : say('rewards.new')
  const shelved = reward?.archivedAt != null
  return (
    <SidePanel
      title={<h2>{title}</h2>}
      label={title}
      onClose={onClose}
      foot={
        writes ? (
          <>
            <Button type="submit" form="reward" loading={save.isPending}>
              {say(reward ? 'rewards.save' : 'rewards.add')}
            </Button>
            {reward ? (
              <Button variant="default" onClick={() => onShelve(shelved ? 'restore' : 'archive')}>
                {say(shelved ? 'rewards.restore' : 'rewards.archive')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <OnCard wish={wish} />
      {writes ? (
        <form id="reward" className={form.form} onSubmit={submit} noValidate>
          <RewardForm wish={wish} fresh={reward === null} onChange={setWish} faultOf={faultOf} />
          <Fault error={save.error} fields={shownFields} />
        </form>
      ) : null}
      {reward ? <StockHistory reward={reward} /> : null}
    </SidePanel>
  )
}

/** Fields that say themselves what is wrong with them. */
const shownFields = ['name', 'price.points', 'validUntil', 'benefit.amountMinor', 'benefit.to', 'costMinor']

/** The reward as it will stand among those of a card. */
function OnCard({ wish }: { wish: Wish }) {
  const { say, nameOf, priceOf, worthOf } = useSaying()
  const face = useWords(cardWords)
  const { data: shop } = useQuery(business)
  const { data: paint } = useQuery(look)
  if (!paint || !shop) return null
  const { picture } = wish
  return (
    <div className={styles.onCard}>
      <CardFace
        look={paint}
        business={shop.name}
        sentence={nameOf(wish.name) || say('rewards.nameless')}
        small={priceOf(wish.price)}
        words={faceWords(face.say, {})}
      >
        {picture ? <Picture reward={{ picture: picture.url, images: [] }} /> : null}
      </CardFace>
      <p>{nameOf(wish.description) || worthOf(wish.benefit)}</p>
    </div>
  )
}
