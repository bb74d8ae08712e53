import { Button } from '@mantine/core'
import { IconListCheck, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Reward, rewards, taken } from '../../api/rewards.ts'
import { Empty } from '../../ui/Empty.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { useReorder } from '../../ui/reorder.ts'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useSelf } from '../seat.ts'
import { RewardPanel } from './RewardPanel.tsx'
import { RewardTile } from './RewardTile.tsx'
import styles from './rewards.module.css'
import { useSaying } from './saying.tsx'
import { Views } from './Views.tsx'

const shelves = ['offered', 'archived'] as const

/** What customers can get, as pictures on a shelf: in the owner's order, with stock and how often each was taken. */
export function RewardsPage() {
  const { say, nameOf } = useSaying()
  const { may } = useSelf()
  const queries = useQueryClient()
  const offer = useUndo()
  const [archived, setArchived] = useState(false)
  const [open, setOpen] = useState<Reward | 'new' | null>(null)
  const { data: items, error } = useQuery(rewards(archived))
  const { data: counts } = useQuery(taken)
  const writes = may('rewards:write')
  const refresh = () => queries.invalidateQueries({ queryKey: ['rewards'] })
  const order = useMutation({
    mutationFn: (ids: string[]) => ask('PUT', '/api/v1/rewards/order', { rewards: ids.slice(0, 500) }),
    onSettled: refresh,
  })
  const shelve = useMutation({
    mutationFn: ({ id, to }: { id: string; name: string; to: 'archive' | 'restore' }) =>
      ask('POST', `/api/v1/rewards/${id}/${to}`),
    async onSuccess(_, { id, name, to }) {
      setOpen(null)
      await refresh()
      const back = to === 'archive' ? 'restore' : 'archive'
      offer({
        done: say(`done.${to}`, { name }),
        undo: () => shelve.mutate({ id, name, to: back }),
      })
    },
  })
  const { handle, row } = useReorder((from, to) => {
    const next = [...(items ?? [])]
    next.splice(to, 0, ...next.splice(from, 1))
    queries.setQueryData(rewards(archived).queryKey, next)
    order.mutate(next.map(({ id }) => id))
  })
  const shown = open === 'new' || open === null ? open : (items?.find(({ id }) => id === open.id) ?? open)
  return (
    <div className={styles.beside} data-panel={shown !== null || undefined}>
      <PageHead
        title={say('rewards.title')}
        lead={say('rewards.lead')}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconListCheck size={18} stroke={1.75} aria-hidden="true" />}
              renderRoot={(props) => <Link to="/rewards/redemptions" {...props} />}
            >
              {say('redemptions.title')}
            </Button>
            {writes ? (
              <Button
                leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
                onClick={() => setOpen('new')}
              >
                {say('rewards.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <Fault error={error ?? order.error ?? shelve.error} />
      <Views
        label={say('rewards.which')}
        views={shelves}
        labelOf={(value) => say(`rewards.${value}`)}
        value={archived ? 'archived' : 'offered'}
        onChange={(value) => setArchived(value === 'archived')}
      />
      {items?.length === 0 ? (
        <Empty>{say(archived ? 'rewards.none_archived' : 'rewards.none')}</Empty>
      ) : (
        <ul className={styles.shelf} data-rows>
          {items?.map((reward, index) => (
            <RewardTile
              key={reward.id}
              reward={reward}
              counted={counts?.find(({ rewardId }) => rewardId === reward.id)}
              writes={writes}
              drag={row(index)}
              handle={writes && !archived && items.length > 1 ? handle(index, items.length) : null}
              onOpen={() => setOpen(reward)}
            />
          ))}
        </ul>
      )}
      {shown ? (
        <RewardPanel
          key={shown === 'new' ? 'new' : shown.id}
          reward={shown === 'new' ? null : shown}
          writes={writes}
          onShelve={(to) => {
            if (shown !== 'new') shelve.mutate({ id: shown.id, name: nameOf(shown.name), to })
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  )
}
