import { useQuery } from '@tanstack/react-query'
import { regular } from '../../../api/customers.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

/** What she usually has, and what she may want next, with the reason that one can say aloud. */
export function LikelyNext({ id }: { id: string }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { data } = useQuery(regular(id))
  if (!data || (data.favourites.length === 0 && !data.suggestion)) return null
  const { favourites, suggestion } = data
  return (
    <section className={styles.part}>
      <h3>{say('next.title')}</h3>
      {favourites.length > 0 ? (
        <p className={styles.quiet}>
          {say('next.favourites', { what: favourites.map(({ name }) => name).join(', ') })}
        </p>
      ) : null}
      {suggestion ? (
        <p className={styles.quiet}>
          {suggestion.kind === 'due'
            ? say('next.due', {
                what: suggestion.product.name,
                days: suggestion.usualDays,
                day: formats.near(suggestion.until),
              })
            : say('next.missed', {
                what: suggestion.product.name,
                count: suggestion.times,
                day: formats.day(suggestion.until),
              })}
        </p>
      ) : null}
    </section>
  )
}
