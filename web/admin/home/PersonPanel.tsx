import { Button } from '@mantine/core'
import { IconGift, IconMail, IconPhone, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { customer as customerById } from '../../api/customers.ts'
import type { ToThinkOf } from '../../api/today.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { addDays } from '../../ui/dates.ts'
import { useFormats } from '../../ui/format.ts'
import { RhythmStrip } from '../../ui/RhythmStrip.tsx'
import { useWords } from '../../ui/words.tsx'
import { GiveForm } from '../customers/profile/GiveForm.tsx'
import { Likes } from '../customers/profile/Likes.tsx'
import { SidePanel } from '../customers/SidePanel.tsx'
import { useSelf } from '../seat.ts'
import styles from './home.module.css'
import { whyOf } from './saying.ts'
import { words } from './words/words.ts'

interface Props {
  one: ToThinkOf
  onClose(): void
  onSeen(): void
}

const SHOWN_DAYS = 182

/** She whom the row is about, beside the list: her habit, what is known of her, and what can be done at once. */
export function PersonPanel({ one, onClose, onSeen }: Props) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const [giving, setGiving] = useState(false)
  const { customer } = one
  const { data: known } = useQuery(customerById(customer.id))
  const name = customer.name || customer.phone || customer.email || say('nameless')
  const why = whyOf(one, say, formats, language)
  const from = addDays(formats.today, -SHOWN_DAYS)
  const last = customer.lastDay ? say('last', { day: formats.near(customer.lastDay) }) : ''
  const since = customer.firstDay ? say('here_since', { day: formats.day(customer.firstDay) }) : ''
  return (
    <SidePanel
      takesFocus={false}
      label={name}
      onClose={onClose}
      title={
        <div className={styles.panelWho}>
          <Avatar name={name} size={46} />
          <div>
            <h2>{name}</h2>
            <small>{[since, last].filter(Boolean).join(' · ')}</small>
          </div>
        </div>
      }
      foot={
        <div className={styles.panelFoot}>
          {may('customers:write') ? (
            <Button fullWidth onClick={onSeen}>
              {say('done')}
            </Button>
          ) : null}
          <span className={styles.keys}>
            <kbd>J</kbd> <kbd>K</kbd> {say('next')}
          </span>
        </div>
      }
    >
      {customer.visits.length > 0 ? (
        <RhythmStrip
          visits={customer.visits}
          from={from}
          until={formats.today}
          slipping={one.reason === 'slipping'}
          label={say('strip', { why, day: formats.near(customer.lastDay ?? formats.today) })}
        />
      ) : null}
      <p className={styles.why}>{why}</p>
      <div className={styles.deeds}>
        {customer.phone ? (
          <Button
            component="a"
            href={`tel:${customer.phone}`}
            variant="default"
            leftSection={<IconPhone size={18} stroke={1.75} aria-hidden="true" />}
          >
            {say('call')}
          </Button>
        ) : null}
        {customer.email ? (
          <Button
            component="a"
            href={`mailto:${customer.email}`}
            variant="default"
            leftSection={<IconMail size={18} stroke={1.75} aria-hidden="true" />}
          >
            {say('write')}
          </Button>
        ) : null}
        <Button
          variant="default"
          leftSection={<IconUser size={18} stroke={1.75} aria-hidden="true" />}
          renderRoot={(props) => <Link to="/customers/$id" params={{ id: customer.id }} {...props} />}
        >
          {say('open')}
        </Button>
        {may('points:adjust') && !giving ? (
          <Button
            variant="default"
            leftSection={<IconGift size={18} stroke={1.75} aria-hidden="true" />}
            onClick={() => setGiving(true)}
          >
            {say('give')}
          </Button>
        ) : null}
      </div>
      {giving && known ? <GiveForm person={known} onClose={() => setGiving(false)} /> : null}
      {known ? <Likes person={known} /> : null}
    </SidePanel>
  )
}
