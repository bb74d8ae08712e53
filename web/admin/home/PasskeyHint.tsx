import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { canPasskey } from '../../api/passkeys.ts'
import { passkeys } from '../../api/questions.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './home.module.css'

/** For whoever still comes in by password. */
export function PasskeyHint() {
  const { say } = useWords()
  const { data } = useQuery({ ...passkeys, enabled: canPasskey() })
  if (data?.length !== 0) return null
  return (
    <section className={styles.group} aria-labelledby="passkey-hint">
      <div className={styles.list}>
        <div className={styles.row}>
          <span className={styles.said}>
            <b id="passkey-hint">{say('home.passkey.title')}</b>
            <small>{say('home.passkey.lead')}</small>
          </span>
          <Button variant="light" renderRoot={(props) => <Link to="/me" {...props} />}>
            {say('me.passkeys.add')}
          </Button>
        </div>
      </div>
    </section>
  )
}
