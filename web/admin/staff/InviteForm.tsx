import { Button, Radio, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Role, staff } from '../../api/questions.ts'
import { EmailField, looksLikeEmail, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { roles } from './StaffRow.tsx'

interface Props {
  onLink(name: string, url: string): void
  onClose(): void
}

/** Inviting somebody: who, and what she may do. It ends with a link to send. */
export function InviteForm({ onLink, onClose }: Props) {
  const { say } = useWords()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('staff')
  const invite = useMutation({
    mutationFn: () => ask<{ invitationUrl: string }>('POST', '/api/v1/staff', { name, email, role }),
    onSuccess: async ({ invitationUrl }) => {
      await queries.invalidateQueries(staff)
      onLink(name, invitationUrl)
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
