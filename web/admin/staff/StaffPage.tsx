import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { staff } from '../../api/questions.ts'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { SettingsHead } from '../settings/SettingsHead.tsx'
import { InviteForm } from './InviteForm.tsx'
import { type Link, LinkShown } from './LinkShown.tsx'
import { StaffRow } from './StaffRow.tsx'

/** Who works here, and inviting more. */
export function StaffPage() {
  const { say } = useWords()
  const { may } = useSelf()
  const { data, error } = useQuery(staff)
  const { invite } = useSearch({ from: '/inside/settings/staff' })
  const [inviting, setInviting] = useState(invite === true && may('staff:write'))
  const [link, setLink] = useState<Link | null>(null)

  function show(made: Link | null) {
    setInviting(false)
    setLink(made)
  }

  return (
    <>
      <SettingsHead title={say('staff.title')} lead={say('staff.lead')} />
      <Fault error={error} />
      <LinkShown link={link} />
      <section className={styles.section}>
        <ul className={styles.panel}>
          {data?.map((colleague) => (
            <StaffRow key={colleague.id} colleague={colleague} onLink={show} />
          ))}
        </ul>
      </section>
      {may('staff:write') && !inviting ? (
        <Button onClick={() => setInviting(true)}>{say('staff.invite')}</Button>
      ) : null}
      {inviting ? <InviteForm onLink={show} onClose={() => setInviting(false)} /> : null}
    </>
  )
}
