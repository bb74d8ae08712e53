import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Location, locations } from '../../../api/settings.ts'
import { useFaults } from '../../../ui/fields.tsx'
import form from '../../../ui/form.module.css'
import { useFormats } from '../../../ui/format.ts'
import { useIntent } from '../../../ui/intent.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { SettingsHead } from '../SettingsHead.tsx'
import { words } from '../words/words.ts'

/** Where the shop sells. */
export function LocationsPage() {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { data, error } = useQuery(locations)
  const [opening, setOpening] = useState(false)
  return (
    <>
      <SettingsHead title={say('settings.locations')} lead={say('settings.locations.lead')} />
      <Fault error={error} />
      <ul className={`${list.panel} ${list.section}`}>
        {data?.map((location) => (
          <LocationRow key={location.id} location={location} />
        ))}
      </ul>
      {opening ? <LocationForm onClose={() => setOpening(false)} /> : null}
      {may('business:write') && !opening ? (
        <Button onClick={() => setOpening(true)}>{say('locations.open')}</Button>
      ) : null}
    </>
  )
}

function LocationRow({ location }: { location: Location }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const queries = useQueryClient()
  const undo = useUndo()
  const [renaming, setRenaming] = useState(false)
  const { id, name, closedAt, externalId } = location
  const set = async (closed: boolean) => {
    await ask('PATCH', `/api/v1/locations/${id}`, { closed })
    await queries.invalidateQueries(locations)
  }
  const close = useMutation({
    mutationFn: (closed: boolean) => set(closed),
    onSuccess: (_, closed) => {
      if (closed) undo({ done: say('locations.closed_now', { name }), undo: () => set(false) })
    },
  })
  if (renaming) return <LocationForm location={location} onClose={() => setRenaming(false)} />
  return (
    <li className={`${list.row} ${closedAt ? list.gone : ''}`}>
      <div className={list.what}>
        <b>{name}</b>
        <small>
          {closedAt ? say('locations.closed', { day: formats.day(closedAt) }) : (externalId ?? '')}
        </small>
      </div>
      {may('business:write') ? (
        <div className={list.acts}>
          <Button variant="default" onClick={() => setRenaming(true)} aria-label={say('change_of', { name })}>
            {say('change')}
          </Button>
          <Button
            variant="default"
            loading={close.isPending}
            onClick={() => close.mutate(!closedAt)}
            aria-label={say(closedAt ? 'locations.reopen_of' : 'locations.close_of', { name })}
          >
            {say(closedAt ? 'locations.reopen' : 'locations.close')}
          </Button>
        </div>
      ) : null}
      <Fault error={close.error} />
    </li>
  )
}

function LocationForm({ location, onClose }: { location?: Location; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const [name, setName] = useState(location?.name ?? '')
  const [externalId, setExternalId] = useState(location?.externalId ?? '')
  const save = useMutation({
    mutationFn: () => {
      const wish = { name, externalId: externalId.trim() || null }
      return location
        ? ask('PATCH', `/api/v1/locations/${location.id}`, wish)
        : ask('POST', '/api/v1/locations', wish, intent.keyFor(wish))
    },
    onSuccess: async () => {
      await queries.invalidateQueries(locations)
      onClose()
    },
  })
  const faults = useFaults<'name' | 'externalId'>({ name: name.trim() === '' && 'fault.name' }, save.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) save.mutate()
  }
  return (
    <form className={`${list.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <TextInput
        label={say('name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.of('name')}
      />
      <TextInput
        label={say('locations.external')}
        description={say('locations.external.hint')}
        value={externalId}
        onChange={(event) => setExternalId(event.currentTarget.value)}
        error={faults.of('externalId')}
      />
      <Fault error={save.error} fields={['name', 'externalId']} />
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
