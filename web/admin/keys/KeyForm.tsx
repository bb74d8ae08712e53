import { Button, Radio, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { apiKeys } from '../../api/questions.ts'
import { useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'

/** The rights that go together in practice. Finer ones can be had through the API. */
export const bundles = {
  till: (scope: string) =>
    /^(customers|purchases|redemptions):write$|^(business|customers|purchases|programme|rewards):read$/.test(
      scope,
    ),
  read: (scope: string) => scope.endsWith(':read'),
  all: () => true,
}
type Bundle = keyof typeof bundles

interface Props {
  onMade(token: string): void
  onClose(): void
}

/** Making a key: for which program, and what it may do. It ends with the key itself. */
export function KeyForm({ onMade, onClose }: Props) {
  const { say } = useWords()
  const { seat } = useSelf()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [bundle, setBundle] = useState<Bundle>('till')
  const make = useMutation({
    mutationFn: () =>
      ask<{ token: string }>('POST', '/api/v1/api-keys', {
        name,
        scopes: (seat?.scopes ?? []).filter(bundles[bundle]),
      }),
    onSuccess: async ({ token }) => {
      await queries.invalidateQueries(apiKeys)
      onMade(token)
    },
  })
  const faults = useFaults<'name' | 'scopes'>({ name: name.trim() === '' && 'fault.name' }, make.error)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) make.mutate()
  }

  return (
    <form className={`${styles.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <TextInput
        label={say('keys.for')}
        name="name"
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.of('name')}
      />
      <Radio.Group
        label={say('keys.rights')}
        value={bundle}
        onChange={(value) => setBundle(value as Bundle)}
        error={faults.of('scopes')}
      >
        {(Object.keys(bundles) as Bundle[]).map((value) => (
          <Radio key={value} mt="sm" value={value} label={say(`keys.rights.${value}`)} />
        ))}
      </Radio.Group>
      <Fault error={make.error} fields={['name', 'scopes']} />
      <div className={styles.acts}>
        <Button type="submit" loading={make.isPending}>
          {say('keys.make')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
