import { IconPlus, IconSelector } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { business } from '../../api/questions.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { Tally } from '../../ui/Tally.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from '../inside.module.css'
import { mayOpenAnother, sitIn, useSelf } from '../seat.ts'

/** Whose shop this is; where a person works in several, the way to the others. */
export function Whose() {
  const { say } = useWords()
  const { person, seat } = useSelf()
  const { data: shop } = useQuery(business)
  const name = seat?.business ?? 'Regulars'
  const sign = (
    <>
      <Tally />
      <span className={styles.name}>
        <b>{name}</b>
        {shop?.sandbox ? <small>{say('nav.demo')}</small> : null}
      </span>
    </>
  )
  if (person.seats.length < 2) return <div className={styles.whose}>{sign}</div>
  return (
    <MenuButton
      className={styles.whose}
      label={say('nav.change_business', { name })}
      position="bottom-start"
      width={240}
      choices={[
        ...person.seats.map(({ businessId, business: other }) => ({
          key: businessId,
          text: other,
          current: businessId === seat?.businessId,
          onChoose: () => sitIn(businessId),
        })),
        ...(mayOpenAnother(person)
          ? [{ key: 'another', text: say('me.business.another'), Icon: IconPlus, href: '/businesses/new' }]
          : []),
      ]}
    >
      {sign}
      <IconSelector size={18} stroke={1.75} aria-hidden="true" />
    </MenuButton>
  )
}
