import { Button, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../api/api.ts'
import { LanguageMenu } from '../../ui/LanguageMenu.tsx'
import styles from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { mayOpenAnother, sitIn, useSelf } from '../seat.ts'
import { Passkeys } from './Passkeys.tsx'
import { Password } from './Password.tsx'

/** Oneself: language, business, passkeys, going out. */
export function MePage() {
  const { say } = useWords()
  const { person } = useSelf()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: () => ask('POST', '/api/auth/sign-out', {}),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      queries.clear()
    },
  })
  return (
    <>
      <header className={styles.head}>
        <h1>{person.name}</h1>
        <p>{person.email}</p>
      </header>
      <section className={styles.section}>
        <div className={styles.panel}>
          <div className={styles.row}>
            <div className={styles.what}>{say('language')}</div>
            <LanguageMenu />
          </div>
          <Businesses />
        </div>
      </section>
      <Passkeys />
      <Password />
      <Fault error={signOut.error} />
      <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        {say('me.sign_out')}
      </Button>
    </>
  )
}

/** The one she works in; the others, where there are some; and the way to a further one. */
function Businesses() {
  const { say } = useWords()
  const { person, seat } = useSelf()
  if (!seat) return null
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        {person.seats.length > 1 ? (
          <Select
            label={say('me.business')}
            data={person.seats.map(({ businessId, business }) => ({ value: businessId, label: business }))}
            value={seat.businessId}
            onChange={(businessId) => businessId && sitIn(businessId)}
          />
        ) : (
          <>
            {say('me.business')}
            <small>{seat.business}</small>
          </>
        )}
      </div>
      {mayOpenAnother(person) ? (
        <Button component={Link} to="/businesses/new" variant="default">
          {say('me.business.another')}
        </Button>
      ) : null}
    </div>
  )
}
