import { ActionIcon } from '@mantine/core'
import { IconGift, IconGripVertical, IconMinus, IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../api/api.ts'
import type { Reward } from '../../api/rewards.ts'
import { useFormats } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import styles from './rewards.module.css'
import { useSaying } from './saying.tsx'

interface Props {
  reward: Reward
  counted: { taken: number; reserved: number } | undefined
  writes: boolean
  drag: object
  handle: object | null
  onOpen(): void
}

/** One reward on the shelf. */
export function RewardTile({ reward, counted, writes, drag, handle, onOpen }: Props) {
  const { say, nameOf, priceOf } = useSaying()
  const { money } = useFormats()
  const { taken = 0, reserved = 0 } = counted ?? {}
  const name = nameOf(reward.name)
  const costs = reward.costMinor === null || taken === 0 ? null : money(taken * reward.costMinor)
  return (
    <li className={styles.tile} {...drag}>
      <button type="button" className={styles.face} onClick={onOpen}>
        <Picture reward={reward} />
        <b>{name}</b>
        <span>{priceOf(reward.price)}</span>
      </button>
      <p className={styles.taken}>
        {taken > 0 ? say('taken', { count: taken }) : say('taken.none')}
        {costs ? ` · ${say('taken.cost', { cost: costs })}` : ''}
        {reserved > 0 ? ` · ${say('taken.reserved', { count: reserved })}` : ''}
      </p>
      <div className={styles.tileFoot}>
        <Stock reward={reward} name={name} writes={writes} />
        {handle ? (
          <button type="button" className={styles.handle} aria-label={say('move', { name })} {...handle}>
            <IconGripVertical size={20} stroke={1.75} aria-hidden="true" />
          </button>
        ) : null}
      </div>
    </li>
  )
}

export function Picture({ reward }: { reward: Pick<Reward, 'picture' | 'images'> }) {
  const picture = reward.picture ?? reward.images[0]
  return (
    <span className={styles.picture}>
      {picture ? (
        <img src={picture} alt="" loading="lazy" />
      ) : (
        <IconGift size={40} stroke={1.5} aria-hidden="true" />
      )}
    </span>
  )
}

/** What is left, one more or one less by a tap; each tap is counted with its reason. */
function Stock({ reward: { id, stock }, name, writes }: { reward: Reward; name: string; writes: boolean }) {
  const { say } = useSaying()
  const { number } = useFormats()
  const queries = useQueryClient()
  const count = useMutation({
    mutationFn: (change: number) =>
      ask(
        'POST',
        `/api/v1/rewards/${id}/stock`,
        { change, reason: say(change > 0 ? 'stock.more' : 'stock.fewer') },
        crypto.randomUUID(),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['rewards'] }),
  })
  if (stock === null) return <span className={styles.left}>{say('stock.unlimited')}</span>
  const left = <span className={styles.left}>{say('stock.left', { count: stock })}</span>
  if (!writes) return left
  return (
    <span className={styles.stock}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={say('stock.one_less', { name })}
        disabled={stock === 0 || count.isPending}
        onClick={() => count.mutate(-1)}
      >
        <IconMinus size={18} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <output aria-label={say('stock.left', { count: stock })}>{number(stock)}</output>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={say('stock.one_more', { name })}
        disabled={count.isPending}
        onClick={() => count.mutate(1)}
      >
        <IconPlus size={18} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <Fault error={count.error} />
    </span>
  )
}
