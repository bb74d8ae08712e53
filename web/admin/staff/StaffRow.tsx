import { Button, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Colleague, type Role, staff } from '../../api/questions.ts'
import { Ending } from '../../ui/Ending.tsx'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { PinForm } from './PinForm.tsx'

export const roles: Role[] = ['owner', 'manager', 'staff', 'read-only']

interface Props {
  colleague: Colleague
  onLink(name: string, url: string): void
}

/** One of the staff: who she is, what she may do, and the end of it. */
export function StaffRow({ colleague, onLink }: Props) {
  const { say } = useWords()
  const { seat, may } = useSelf()
  const { id, name, email, state } = colleague
  const own = id === seat?.staffId
  const notes = [
    state === 'invited' && say('staff.waiting'),
    own && say('staff.you'),
    colleague.hasPin && say('staff.pin.has'),
  ].filter(Boolean)
  const [setting, setSetting] = useState(false)
  if (state === 'left') {
    return (
      <li className={`${styles.row} ${styles.gone}`}>
        <div className={styles.what}>
          {name} <small>{say('staff.left')}</small>
        </div>
      </li>
    )
  }
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <b>{name}</b> {notes.length > 0 ? `(${notes.join(', ')})` : ''}
        <small>{email}</small>
      </div>
      <div className={styles.acts}>
        {may('staff:write') && !own ? (
          <Acts colleague={colleague} onLink={onLink} />
        ) : (
          <span>{say(`role.${colleague.role}`)}</span>
        )}
        {(may('staff:write') || own) && !setting ? (
          <Button
            variant="default"
            aria-label={say('staff.pin.of', { name })}
            onClick={() => setSetting(true)}
          >
            {say('staff.pin')}
          </Button>
        ) : null}
      </div>
      {setting ? <PinForm colleague={colleague} onClose={() => setSetting(false)} /> : null}
    </li>
  )
}

function Acts({ colleague, onLink }: Props) {
  const { say } = useWords()
  const queries = useQueryClient()
  const { id, name, role, state } = colleague
  const path = `/api/v1/staff/${id}`
  const onSuccess = () => queries.invalidateQueries(staff)
  const changeRole = useMutation({ mutationFn: (to: string) => ask('PATCH', path, { role: to }), onSuccess })
  const end = useMutation({ mutationFn: () => ask('DELETE', path), onSuccess })
  const renew = useMutation({
    mutationFn: () => ask<{ invitationUrl: string }>('POST', `${path}/invitation`),
    onSuccess: ({ invitationUrl }) => onLink(name, invitationUrl),
  })
  return (
    <>
      <Select
        aria-label={say('staff.change_role', { name })}
        w={150}
        data={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
        value={role}
        onChange={(to) => to && changeRole.mutate(to)}
      />
      {state === 'invited' ? (
        <Button variant="light" loading={renew.isPending} onClick={() => renew.mutate()}>
          {say('staff.new_link')}
        </Button>
      ) : null}
      <Ending
        label={say('staff.end')}
        meaning={say('staff.end.sure', { name })}
        pending={end.isPending}
        onEnd={() => end.mutate()}
      />
      <Fault error={changeRole.error ?? end.error ?? renew.error} />
    </>
  )
}
