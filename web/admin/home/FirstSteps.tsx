import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { business, programme } from '../../api/questions.ts'
import type { Today } from '../../api/today.ts'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import styles from './home.module.css'
import { words } from './words/words.ts'

const places = { customer: '/customers/new', purchase: '/counter', staff: '/settings/staff?invite=true' }
const scopes = { customer: 'customers:write', purchase: 'purchases:write', staff: 'staff:write' }

/** What a new business does first. It goes away by itself. */
export function FirstSteps({ steps }: { steps: NonNullable<Today['steps']> }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  return (
    <>
      <section className={styles.group} aria-labelledby="steps">
        <h2 id="steps">{say('steps')}</h2>
        <ul className={styles.list}>
          {steps.map(({ step, done }) => {
            const Icon = done ? IconCircleCheck : IconCircleDashed
            return (
              <li key={step} className={styles.row} data-done={done || undefined}>
                <Icon size={24} stroke={1.75} aria-hidden="true" />
                <span className={styles.said}>
                  {say(`step.${step}`)} {done ? <small>{say('step.done')}</small> : null}
                </span>
                {!done && step === 'customer' && may('business:write') ? <PosterLink /> : null}
                {done || !may(scopes[step]) ? null : (
                  <Button component="a" href={places[step]} variant="light">
                    {say(`step.do.${step}`)}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      </section>
      <Sentences />
    </>
  )
}

/** Most join by themselves, from the wall. */
function PosterLink() {
  const { say } = useWords(words)
  const { data: shop } = useQuery(business)
  if (!shop) return null
  const href = `/api/v1/papers/poster.pdf?size=A4&language=${shop.language}`
  return (
    <Button component="a" href={href} target="_blank" variant="default">
      {say('step.do.poster')}
    </Button>
  )
}

/** What the programme promises, until there is somebody to think of. */
function Sentences() {
  const { say, language } = useWords(words)
  const { data } = useQuery({ ...programme, queryKey: [...programme.queryKey, language] })
  const sentences = (data?.sentences ?? []).map((said) => (typeof said === 'string' ? said : said.text))
  if (sentences.length === 0) return null
  return (
    <section className={styles.group} aria-labelledby="gets">
      <h2 id="gets">{say('gets')}</h2>
      <ul className={styles.list}>
        {sentences.map((sentence) => (
          <li key={sentence} className={styles.row}>
            <span className={styles.said}>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
