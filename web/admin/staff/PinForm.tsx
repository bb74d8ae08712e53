import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Colleague, staff } from '../../api/questions.ts'
import { useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'

/** A PIN for a shared till: shown as it is typed, since whoever sets it must tell it to its owner. */
export function PinForm({ colleague: { id, name }, onClose }: { colleague: Colleague; onClose(): void }) {
  const { say } = useWords()
  const queries = useQueryClient()
  const told = useUndo()
  const [pin, setPin] = useState('')
  const save = useMutation({
    mutationFn: () => ask('PUT', `/api/v1/staff/${id}/pin`, { pin }),
    onSuccess: async () => {
      await queries.invalidateQueries(staff)
      onClose()
      told({ done: say('staff.pin.set', { name }) })
    },
  })
  const faults = useFaults<'pin'>({ pin: !/^\d{4,8}$/.test(pin) && 'staff.pin.fault' }, save.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) save.mutate()
  }
  return (
    <form className={form.form} onSubmit={submit} noValidate aria-label={say('staff.pin.of', { name })}>
      <TextInput
        label={say('staff.pin.new')}
        description={say('staff.pin.hint')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        error={faults.of('pin')}
      />
      <Fault error={save.error} fields={['pin']} />
      <div className={styles.acts}>
        <Button type="submit" loading={save.isPending}>
          {say('staff.pin.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
