import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Location, locations } from '../../../api/settings.ts'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { SettingsHead } from '../SettingsHead.tsx'
import { words } from '../words/words.ts'
import { LocationForm } from './LocationForm.tsx'

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
  const { id, name, closedAt, externalId, address, phone } = location
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
          {closedAt
            ? say('locations.closed', { day: formats.day(closedAt) })
            : [address, phone, externalId].filter(Boolean).join(' · ')}
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
