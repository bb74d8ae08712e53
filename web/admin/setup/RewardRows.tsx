import { UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalText } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import { ask } from '../../api/api.ts'
import { uploadPicture } from '../../api/looks.ts'
import type { Look } from '../../ui/card/look.ts'
import { useFormats } from '../../ui/format.ts'
import { drawing } from '../../ui/pictures/prepare.ts'
import { SentenceRow } from '../../ui/sentences/Sentences.tsx'
import { piecesOf, type TapWord } from '../../ui/sentences/sentence.ts'
import { WordButton } from '../../ui/sentences/WordButton.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { PicturePicker } from './PicturePicker.tsx'
import styles from './setup.module.css'
import { words } from './words/words.ts'

interface Reward {
  id: string
  name: LocalText
  benefit: { kind: string }
  price: { points?: number | { min: number } }
  picture: string | null
}
interface Change {
  name?: string
  benefit?: { kind: 'gift'; text: string }
  price?: { points: number }
  pictureId?: string
}

const rewards = queryOptions({
  queryKey: ['rewards', 'setup'],
  queryFn: () => ask<{ items: Reward[] }>('GET', '/api/v1/rewards?limit=20'),
})

/** What points can be exchanged for: gifts of the catalogue, each a sentence. Every change is kept at once. */
export function RewardRows({ look, unit }: { look: Look; unit: LocalText }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const { data } = useQuery(rewards)
  const gifts = data?.items.filter(({ benefit, price }) => benefit.kind === 'gift' && price.points) ?? []
  // One key for one wish: asked again after a lost answer, it is the same reward.
  const [key, setKey] = useState(() => crypto.randomUUID())
  const add = useMutation({
    mutationFn: () =>
      ask(
        'POST',
        '/api/v1/rewards',
        {
          name: say('reward.first'),
          benefit: { kind: 'gift', text: say('reward.first') },
          price: { points: 500 },
        },
        key,
      ),
    async onSuccess() {
      setKey(crypto.randomUUID())
      await queries.invalidateQueries({ queryKey: ['rewards'] })
    },
  })
  return (
    <>
      {gifts.map((reward) => (
        <RewardRow key={reward.id} reward={reward} look={look} unit={unit} />
      ))}
      <li className={styles.addReward}>
        <UnstyledButton className={styles.add} onClick={() => add.mutate()} disabled={add.isPending}>
          <IconPlus size={18} stroke={1.75} aria-hidden="true" />
          {say('reward.add')}
        </UnstyledButton>
        <Fault error={add.error} />
      </li>
    </>
  )
}

function RewardRow({ reward, look, unit }: { reward: Reward; look: Look; unit: LocalText }) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { change, remove } = useRewardChange(reward.id)
  const [one = '', many = one] = inLanguage(unit, language).split('|')
  const price =
    typeof reward.price.points === 'number' ? reward.price.points : (reward.price.points?.min ?? 1)
  const name = inLanguage(reward.name, language)
  const places: Record<string, TapWord<Change>> = {
    points: {
      kind: 'number',
      path: 'price.points',
      label: say('reward.price'),
      value: price,
      least: 1,
      most: 1_000_000,
      shown: `${formats.number(price)} ${price === 1 ? one : many}`,
      set: (points) => ({ price: { points } }),
    },
    prize: {
      kind: 'text',
      path: 'name',
      label: say('reward.name'),
      value: name,
      shown: name,
      set: (text) => ({ name: text, benefit: { kind: 'gift', text } }),
    },
  }
  return (
    <SentenceRow
      icon={
        <PicturePicker
          picture={reward.picture}
          icon="gift"
          busy={change.isPending}
          onPicture={({ id }) => change.mutate({ pictureId: id })}
          onDrawing={async (of) =>
            change.mutate({ pictureId: (await uploadPicture(await drawing(of, look))).id })
          }
        />
      }
      text={say('reward', { points: places.points!.shown, prize: name })}
      onRemove={() => remove.mutate()}
    >
      {piecesOf((marks) => say('reward', marks), places).map((piece) =>
        typeof piece === 'string' ? (
          <span key={piece}>{piece}</span>
        ) : (
          <WordButton key={piece.path} word={piece} onChange={(part) => change.mutate(part)} />
        ),
      )}
      <Fault error={change.error ?? remove.error} />
    </SentenceRow>
  )
}

function useRewardChange(id: string) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['rewards'] })
  const change = useMutation({
    mutationFn: (part: Change) => ask('PATCH', `/api/v1/rewards/${id}`, part),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: () => ask('POST', `/api/v1/rewards/${id}/archive`, {}),
    onSuccess,
  })
  return { change, remove }
}
