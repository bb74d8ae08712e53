import { Button, NumberInput, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Business, business } from '../../../api/questions.ts'
import form from '../../../ui/form.module.css'
import list from '../../../ui/list.module.css'
import { Done, Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { inWords } from '../../customers/saying.ts'
import { useProgrammeNames } from '../../customers/useProgrammeNames.ts'
import { words } from '../words/words.ts'

type Gift = { points: number } | { stamps: { card: string; count: number } } | null

/** A small gift for answering, at once and whatever is answered. */
export function AnswersGift() {
  const { data } = useQuery(business)
  return data ? <GiftForm shop={data} /> : null
}

function GiftForm({ shop }: { shop: Business }) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const { points, cards } = useProgrammeNames()
  const card = (shop.settings?.card ?? {}) as { answersGift?: Gift }
  const now = card.answersGift ?? null
  const [kind, setKind] = useState(now === null ? 'none' : 'points' in now ? 'points' : now.stamps.card)
  const [count, setCount] = useState(now === null ? 1 : 'points' in now ? now.points : now.stamps.count)
  const gift: Gift =
    kind === 'none' ? null : kind === 'points' ? { points: count } : { stamps: { card: kind, count } }
  const save = useMutation({
    mutationFn: () =>
      ask<Business>('PATCH', '/api/v1/business', { settings: { card: { ...card, answersGift: gift } } }),
    onSuccess: (saved) => queries.setQueryData(business.queryKey, saved),
  })
  const kinds = [
    { value: 'none', label: say('gift.none') },
    ...(points ? [{ value: 'points', label: say('gift.points') }] : []),
    ...cards.map(({ id, name }) => ({
      value: id,
      label: say('gift.stamps', { card: inWords(name, language) }),
    })),
  ]
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <section className={list.section} aria-labelledby="answers-gift">
      <h2 id="answers-gift">{say('gift.title')}</h2>
      <form className={`${list.sheet} ${form.form}`} onSubmit={submit} noValidate>
        <div className={form.pair}>
          <Select
            label={say('gift.what')}
            data={kinds}
            value={kind}
            onChange={(value) => value && setKind(value)}
          />
          {kind === 'none' ? null : (
            <NumberInput
              label={say('gift.count')}
              min={1}
              max={kind === 'points' ? 1_000_000 : 100}
              allowDecimal={false}
              value={count}
              onChange={(value) => setCount(Math.max(1, Number(value) || 1))}
            />
          )}
        </div>
        <Fault error={save.error} />
        {save.isSuccess ? <Done>{say('saved')}</Done> : null}
        <div>
          <Button type="submit" loading={save.isPending}>
            {say('save')}
          </Button>
        </div>
      </form>
    </section>
  )
}
