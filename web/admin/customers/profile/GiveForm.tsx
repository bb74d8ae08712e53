import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import type { Customer } from '../../../api/customers.ts'
import { useFaults } from '../../../ui/fields.tsx'
import { useFormats } from '../../../ui/format.ts'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { AdjustFields, startAdjusting, unitsOf } from '../AdjustFields.tsx'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'
import styles from './profile.module.css'
import { sayAmount } from './telling.ts'

/** Points or stamps by hand, with a reason; taken back as they came. */
export function GiveForm({ person, onClose }: { person: Customer; onClose(): void }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const queries = useQueryClient()
  const intent = useIntent()
  const undo = useUndo()
  const { points, cards } = useProgrammeNames()
  const [wish, setWish] = useState(() => startAdjusting(unitsOf(points, cards)))
  const path = `/api/v1/customers/${person.id}/adjustments`
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers'] })
  const give = useMutation({
    mutationFn: () => {
      const said = { ...wish, reason: wish.reason.trim() }
      return ask<{ id: string }>('POST', path, said, intent.keyFor(said))
    },
    onSuccess: async ({ id }) => {
      intent.done()
      onClose()
      const what = sayAmount(wish.unit, Math.abs(wish.amount), say, formats)
      undo({
        done: say(wish.amount < 0 ? 'give.taken' : 'give.given', { what, name: person.name }),
        undo: () => ask('POST', `${path}/${id}/undo`).then(refresh),
      })
      await refresh()
    },
  })
  const faults = useFaults<'amount' | 'reason'>(
    {
      amount: !wish.amount && 'fault.amount',
      reason: wish.reason.trim() === '' && 'fault.reason',
    },
    give.error,
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) give.mutate()
  }
  return (
    <form
      className={`${styles.form} ${styles.sheet}`}
      onSubmit={submit}
      noValidate
      aria-label={say('give.title')}
    >
      <AdjustFields
        wish={wish}
        onChange={setWish}
        faults={{ amount: faults.of('amount'), reason: faults.of('reason') }}
      />
      <Fault error={give.error} fields={['amount', 'reason']} />
      <div className={styles.formActs}>
        <Button type="submit" loading={give.isPending}>
          {say(wish.amount < 0 ? 'give.take' : 'give.do')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
