import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { customer, customerRow, type Listed, rhythm } from '../../api/customers.ts'
import { story } from '../../api/stories.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { addDays } from '../../ui/dates.ts'
import { useFormats } from '../../ui/format.ts'
import { RhythmStrip } from '../../ui/RhythmStrip.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './customers.module.css'
import { Likes } from './profile/Likes.tsx'
import { StoryList } from './profile/StoryList.tsx'
import { whoSheIs } from './profile/whoSheIs.ts'
import { SidePanel } from './SidePanel.tsx'
import { useProgrammeNames } from './useProgrammeNames.ts'
import { Waiting } from './Waiting.tsx'
import { words } from './words/words.ts'

interface Props {
  id: string
  listed: Listed
  onClose(): void
}

const SHOWN_DAYS = 182

/** A customer at a glance, beside the list. */
export function PreviewPanel({ id, listed, onClose }: Props) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { has, tierName } = useProgrammeNames()
  const { data: person, error } = useQuery(customer(id))
  const { data: row } = useQuery(customerRow(id))
  const { data: year } = useQuery(rhythm(id))
  const { data: told } = useInfiniteQuery(story(id, undefined))
  const name = person?.name || say('nameless')
  const from = addDays(formats.today, -SHOWN_DAYS)
  const sentence = year && row ? whoSheIs(year, row, say, formats) : ''
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
            <small>
              {[tierName(row?.tier ?? null), ...(row ? has(row) : [])].filter(Boolean).join(' · ')}
            </small>
          </div>
        </div>
      }
      foot={
        <Button component={Link} to="/customers/$id" params={{ id } as never} search={listed as never}>
          {say('preview.open')}
        </Button>
      }
    >
      <Fault error={error} />
      {!person && !error ? <Waiting /> : null}
      {year && row && year.visits.length > 0 ? (
        <>
          <RhythmStrip
            visits={year.visits.filter(({ day }) => day >= from)}
            from={from}
            until={formats.today}
            slipping={row.slipping}
            label={sentence}
          />
          <p>{sentence}</p>
        </>
      ) : null}
      {person ? <Likes person={person} /> : null}
      {told ? (
        <section className={styles.part}>
          <h3>{say('story.title')}</h3>
          <StoryList entries={told.pages[0]!.items.slice(0, 4)} />
        </section>
      ) : null}
    </SidePanel>
  )
}
