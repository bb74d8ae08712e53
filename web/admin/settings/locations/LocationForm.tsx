import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Location, locations } from '../../../api/settings.ts'
import { useFaults } from '../../../ui/fields.tsx'
import form from '../../../ui/form.module.css'
import { useIntent } from '../../../ui/intent.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'

type Field = 'name' | 'address' | 'phone' | 'externalId'

/** A location: what it is called, where customers find it, and what other systems know it by. */
export function LocationForm({ location, onClose }: { location?: Location; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const [said, setSaid] = useState<Record<Field, string>>({
    name: location?.name ?? '',
    address: location?.address ?? '',
    phone: location?.phone ?? '',
    externalId: location?.externalId ?? '',
  })
  const save = useMutation({
    mutationFn: () => {
      const or = (text: string) => text.trim() || null
      const wish = {
        ...{ name: said.name, address: or(said.address), phone: or(said.phone) },
        externalId: or(said.externalId),
      }
      return location
        ? ask('PATCH', `/api/v1/locations/${location.id}`, wish)
        : ask('POST', '/api/v1/locations', wish, intent.keyFor(wish))
    },
    onSuccess: async () => {
      await queries.invalidateQueries(locations)
      onClose()
    },
  })
  const faults = useFaults<Field>({ name: said.name.trim() === '' && 'fault.name' }, save.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) save.mutate()
  }
  const field = (one: Field) => ({
    value: said[one],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value } = event.currentTarget
      setSaid((before) => ({ ...before, [one]: value }))
    },
    error: faults.of(one),
  })
  return (
    <form className={`${list.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <TextInput label={say('name')} {...field('name')} />
      <Textarea
        label={say('locations.address')}
        description={say('locations.address.hint')}
        rows={2}
        maxLength={300}
        {...field('address')}
      />
      <TextInput label={say('locations.phone')} type="tel" maxLength={40} {...field('phone')} />
      <TextInput
        label={say('locations.external')}
        description={say('locations.external.hint')}
        {...field('externalId')}
      />
      <Fault error={save.error} fields={Object.keys(said)} />
      <div className={list.acts}>
        <Button type="submit" loading={save.isPending}>
          {say('save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
