import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Customer, type CustomerRow, questions } from '../../../api/customers.ts'
import { addDays } from '../../../ui/dates.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { daysToBirthday, inWords, languageName, sayLifeDay, sayValue } from '../saying.ts'
import { words } from '../words/words.ts'
import { Consents } from './Consents.tsx'
import { FactsForm } from './FactsForm.tsx'
import { Identities } from './Identities.tsx'
import { Likes } from './Likes.tsx'
import { Notes } from './Notes.tsx'
import styles from './profile.module.css'

/** What is known of her: what is near, what she likes, how she is reached, what she agreed to, what was noted. */
export function FactsColumn({ person, row }: { person: Customer; row: CustomerRow | undefined }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const [editing, setEditing] = useState(false)
  return (
    <section className={styles.column}>
      <div className={styles.columnHead}>
        <h2>{say('facts.title')}</h2>
        {may('customers:write') && !editing ? (
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconPencil size={18} stroke={1.75} aria-hidden="true" />}
            onClick={() => setEditing(true)}
          >
            {say('facts.edit')}
          </Button>
        ) : null}
      </div>
      <NearDates person={person} />
      {editing ? (
        <FactsForm person={person} onClose={() => setEditing(false)} />
      ) : (
        <>
          <Likes person={person} />
          <Known person={person} row={row} />
        </>
      )}
      <Identities person={person} />
      <Consents id={person.id} />
      <Notes id={person.id} />
    </section>
  )
}

const NEAR_DAYS = 14

/** Her days that come soon, in honey. */
function NearDates({ person }: { person: Customer }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const days = [
    { what: say('near.birthday'), day: person.birthday },
    { what: say('near.name_day'), day: person.nameDay },
    ...person.dates.map(({ label, date }) => ({ what: label, day: date })),
    ...person.household.map(({ name, birthday }) => ({
      what: say('near.birthday_of', { name }),
      day: birthday,
    })),
  ].flatMap(({ what, day }) => {
    const ahead = daysToBirthday(day, formats.today)
    return ahead === null || ahead > NEAR_DAYS ? [] : [{ what, ahead }]
  })
  if (days.length === 0) return null
  return (
    <div className={styles.near}>
      {days
        .toSorted((a, b) => a.ahead - b.ahead)
        .map(({ what, ahead }) => (
          <span key={what}>
            <b>{what}:</b> {formats.near(addDays(formats.today, ahead))}
          </span>
        ))}
    </div>
  )
}

function Known({ person, row }: { person: Customer; row: CustomerRow | undefined }) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { data: asked = [] } = useQuery(questions)
  const answers = Object.entries(person.attributes).map(([key, value]) => {
    const question = asked.find((one) => one.key === key)
    return {
      what: question ? inWords(question.labels, language) : key,
      said: sayValue(value, question, say, language),
    }
  })
  const joined = person.joinedAt
    ? [formats.day(person.joinedAt), person.acquisition].filter(Boolean).join(', ')
    : person.acquisition
  const lines = [
    { what: say('fact.nickname'), said: person.nickname },
    { what: say('fact.birthday'), said: person.birthday && sayLifeDay(person.birthday, formats) },
    { what: say('fact.name_day'), said: person.nameDay && sayLifeDay(person.nameDay, formats) },
    ...person.dates.map(({ label, date }) => ({ what: label, said: sayLifeDay(date, formats) })),
    { what: say('fact.language'), said: person.language && languageName(person.language, say) },
    { what: say(person.joinedAt ? 'fact.joined' : 'fact.source'), said: joined },
    ...answers,
    {
      what: say('fact.bought'),
      said:
        row && row.purchases > 0
          ? `${say('row.purchases', { count: row.purchases })}, ${formats.money(row.spentMinor)}`
          : null,
    },
    { what: say('fact.other_names'), said: person.otherNames.join(', ') },
  ].filter(({ said }) => said)
  if (lines.length === 0) return null
  return (
    <dl className={styles.known}>
      {lines.map(({ what, said }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}
