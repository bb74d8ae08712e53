import { Button, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Colleague, type Role, staff } from '../../api/questions.ts'
import { Ending } from '../../ui/Ending.tsx'
import { useFormats } from '../../ui/format.ts'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import type { Link } from './LinkShown.tsx'
import { PinForm } from './PinForm.tsx'
import { words } from './words/words.ts'

export const roles: Role[] = ['owner', 'manager', 'staff', 'read-only']

interface Props {
  colleague: Colleague
  /** Shows a link that was made; null: the one shown is of no use any more. */
  onLink(link: Link | null): void
}

/** One of the staff: who she is, what she may do, and the end of it. */
export function StaffRow({ colleague, onLink }: Props) {
  const { say } = useWords(words)
  const { moment } = useFormats()
  const { seat, may } = useSelf()
  const { id, name, email, state, invitedUntil } = colleague
  const works = invitedUntil !== null && Date.parse(invitedUntil) > Date.now()
  const own = id === seat?.staffId
  const notes = [own && say('staff.you'), colleague.hasPin && say('staff.pin.has')].filter(Boolean)
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
        {state === 'invited' ? (
          <small>{works ? say('link.until', { when: moment(invitedUntil) }) : say('link.over')}</small>
        ) : null}
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
  return (
    <>
      <Select
        aria-label={say('staff.change_role', { name })}
        w={150}
        data={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
        value={role}
        onChange={(to) => to && changeRole.mutate(to)}
      />
      {state === 'invited' ? <LinkActs colleague={colleague} onLink={onLink} /> : null}
      <Ending
        label={say('staff.end')}
        meaning={say('staff.end.sure', { name })}
        pending={end.isPending}
        onEnd={() => end.mutate()}
      />
      <Fault error={changeRole.error ?? end.error} />
    </>
  )
}

/** The link of somebody who has not come yet: another one, or none. */
function LinkActs({ colleague: { id, name, invitedUntil }, onLink }: Props) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const told = useUndo()
  const path = `/api/v1/staff/${id}/invitation`
  const renew = useMutation({
    mutationFn: () => ask<Link>('POST', path),
    onSuccess: async (link) => {
      onLink(link)
      await queries.invalidateQueries(staff)
    },
  })
  const takeBack = useMutation({
    mutationFn: () => ask('DELETE', path),
    onSuccess: async () => {
      await queries.invalidateQueries(staff)
      onLink(null)
      told({ done: say('link.back.done', { name }) })
    },
  })
  return (
    <>
      <Button
        variant="light"
        aria-label={say('link.again.of', { name })}
        loading={renew.isPending}
        onClick={() => renew.mutate()}
      >
        {say('link.again')}
      </Button>
      {invitedUntil !== null && Date.parse(invitedUntil) > Date.now() ? (
        <Button
          variant="default"
          aria-label={say('link.back.of', { name })}
          loading={takeBack.isPending}
          onClick={() => takeBack.mutate()}
        >
          {say('link.back')}
        </Button>
      ) : null}
      <Fault error={renew.error ?? takeBack.error} />
    </>
  )
}
