import { IconHeart, IconHome, IconRuler2, IconSalad, IconStar } from '@tabler/icons-react'
import type { Customer } from '../../../api/customers.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import styles from '../customers.module.css'
import { sayLifeDay } from '../saying.ts'
import { words } from '../words/words.ts'

/** What somebody likes and needs, and who belongs to her: a line each, only what is known. */
export function Likes({ person }: { person: Customer }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const lines = [
    ...person.preferences.map((text) => ({ Icon: IconHeart, meaning: say('fact.likes'), text })),
    ...person.interests.map((text) => ({ Icon: IconStar, meaning: say('fact.interests'), text })),
    ...person.dietary.map((text) => ({ Icon: IconSalad, meaning: say('fact.diet'), text })),
    ...person.household.map(({ name, relation, birthday, note }) => ({
      Icon: IconHome,
      meaning: say('fact.household'),
      text: [[relation, name].filter(Boolean).join(': '), birthday && sayLifeDay(birthday, formats), note]
        .filter(Boolean)
        .join(', '),
    })),
    ...Object.entries(person.sizes).map(([what, size]) => ({
      Icon: IconRuler2,
      meaning: say('fact.sizes'),
      text: `${what}: ${size}`,
    })),
  ]
  if (lines.length === 0) return null
  return (
    <ul className={styles.facts}>
      {lines.map(({ Icon, meaning, text }) => (
        <li key={`${meaning} ${text}`}>
          <Icon size={20} stroke={1.75} aria-label={meaning} role="img" />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}
