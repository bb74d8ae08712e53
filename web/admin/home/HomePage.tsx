import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { canPasskey } from '../../api/passkeys.ts'
import { passkeys, programme } from '../../api/questions.ts'
import styles from '../../ui/list.module.css'
import { useWords, type Word } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'

/** The first page inside: whose shop it is, and what its regulars get. */
export function HomePage() {
  const { say } = useWords()
  const { person, seat } = useSelf()
  return (
    <>
      <header className={styles.head}>
        <h1>{say(greeting(new Date().getHours()), { name: person.name })}</h1>
        {seat ? <p>{say('home.seat', { business: seat.business, role: say(`role.${seat.role}`) })}</p> : null}
      </header>
      <Sentences />
      <PasskeyHint />
    </>
  )
}

function Sentences() {
  const { say, language } = useWords()
  const { data } = useQuery({ ...programme, queryKey: [...programme.queryKey, language] })
  const sentences = (data?.sentences ?? []).map((said) => (typeof said === 'string' ? said : said.text))
  return (
    <section className={styles.section} aria-labelledby="programme">
      <h2 id="programme">{say('home.programme')}</h2>
      <ul className={styles.panel}>
        {sentences.map((sentence) => (
          <li key={sentence} className={styles.sentence}>
            {sentence}
          </li>
        ))}
        {sentences.length === 0 ? <li className={styles.empty}>{say('home.no_programme')}</li> : null}
      </ul>
    </section>
  )
}

function PasskeyHint() {
  const { say } = useWords()
  const { data } = useQuery({ ...passkeys, enabled: canPasskey() })
  if (data?.length !== 0) return null
  return (
    <section className={styles.panel} aria-labelledby="passkey-hint">
      <div className={styles.row}>
        <div className={styles.what}>
          <b id="passkey-hint">{say('home.passkey.title')}</b>
          <small>{say('home.passkey.lead')}</small>
        </div>
        <Button variant="light" renderRoot={(props) => <Link to="/me" {...props} />}>
          {say('me.passkeys.add')}
        </Button>
      </div>
    </section>
  )
}

function greeting(hour: number): Word {
  if (hour >= 4 && hour < 11) return 'home.morning'
  return hour >= 11 && hour < 18 ? 'home.day' : 'home.evening'
}
