import { Button, Radio, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Role, staff } from '../../api/questions.ts'
import { EmailField, looksLikeEmail, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { useIntent } from '../../ui/intent.ts'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Link } from './LinkShown.tsx'
import { roles } from './StaffRow.tsx'

interface Props {
  onLink(link: Link): void
  onClose(): void
}

/** Inviting somebody: who, and what she may do. It ends with a link to send. */
export function InviteForm({ onLink, onClose }: Props) {
  const { say } = useWords()
  const queries = useQueryClient()
  const intent = useIntent()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('staff')
  const wish = { name, email, role }
  const invite = useMutation({
    mutationFn: () => ask<Link>('POST', '/api/v1/staff', wish, intent.keyFor(wish)),
    onSuccess: async (link) => {
      await queries.invalidateQueries(staff)
      intent.done()
      onLink(link)
    },
  })
  const faults = useFaults<'name' | 'email' | 'role'>(
    {
      name: name.trim() === '' && 'fault.name',
      email: !looksLikeEmail(email) && 'fault.email',
    },
    invite.error,
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) invite.mutate()
  }

  return (
    <form className={`${styles.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <TextInput
        label={say('name')}
        name="name"
        autoComplete="off"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.of('name')}
      />
      <EmailField value={email} onChange={setEmail} error={faults.of('email')} />
      <Radio.Group
        label={say('staff.role')}
        value={role}
        onChange={(value) => setRole(value as Role)}
        error={faults.of('role')}
      >
        {roles.map((value) => (
          <Radio
            key={value}
            mt="sm"
            value={value}
            label={say(`role.${value}`)}
            description={say(`role.${value}.may`)}
          />
        ))}
      </Radio.Group>
      <Fault error={invite.error} fields={['name', 'email', 'role']} />
      <div className={styles.acts}>
        <Button type="submit" loading={invite.isPending}>
          {say('staff.invite.make')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
