import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { programmeVersion, type VersionHead } from '../../api/offering.ts'
import { useFormats } from '../../ui/format.ts'
import { ChoiceField } from '../../ui/inputs/choices.tsx'
import list from '../../ui/list.module.css'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { Changes } from './Changes.tsx'
import { difference } from './difference.ts'
import styles from './programme.module.css'
import { useProgramme } from './useProgramme.ts'
import { words } from './words/words.ts'

interface Page {
  items: VersionHead[]
  next: string | null
}

/** Every version there was: when, by whom, what it said, what it changed; an old one can be taken up again. */
export function VersionsPage() {
  const { say } = useWords(words)
  const { moment } = useFormats()
  const pages = useInfiniteQuery({
    queryKey: ['programme', 'versions'],
    queryFn: ({ pageParam }) => ask<Page>('GET', `/api/v1/programme/versions?limit=50${pageParam}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => (next === null ? undefined : `&after=${next}`),
  })
  const versions = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const [chosen, setChosen] = useState<string>()
  const shown = versions.find(({ id }) => id === chosen) ?? versions[0]
  return (
    <>
      <PageHead
        title={say('versions')}
        lead={say('versions.lead')}
        above={
          <Link to="/programme" className={styles.back}>
            <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
            {say('title')}
          </Link>
        }
      />
      <Fault error={pages.error} />
      <div className={styles.columns}>
        <div>
          <ul className={list.panel}>
            {versions.map(({ id, number, createdAt, by }, index) => (
              <li key={id}>
                <button
                  type="button"
                  className={styles.version}
                  aria-pressed={id === shown?.id}
                  onClick={() => setChosen(id)}
                >
                  <b>{say('version', { number })}</b>
                  <small>
                    {moment(createdAt)} · {by?.name ?? say('somebody')}
                    {index === 0 ? ` · ${say('version.in_force')}` : ''}
                  </small>
                </button>
              </li>
            ))}
          </ul>
          {pages.hasNextPage ? (
            <Button
              mt="md"
              variant="default"
              loading={pages.isFetchingNextPage}
              onClick={() => pages.fetchNextPage()}
            >
              {say('earlier')}
            </Button>
          ) : null}
        </div>
        <aside className={styles.aside} aria-label={say('version.shown')}>
          {shown ? <Shown key={shown.id} head={shown} versions={versions} /> : null}
        </aside>
      </div>
    </>
  )
}

function Shown({ head, versions }: { head: VersionHead; versions: VersionHead[] }) {
  const { say, language } = useWords(words)
  const { may } = useSelf()
  const navigate = useNavigate()
  const editor = useProgramme()
  const at = versions.findIndex(({ id }) => id === head.id)
  const [other, setOther] = useState(versions[at + 1]?.id ?? '')
  const { data, error } = useQuery(programmeVersion(head.id, language))
  const { data: compared } = useQuery({ ...programmeVersion(other, language), enabled: other !== '' })
  const texts = (version: typeof data) => version?.sentences.map(({ text }) => text) ?? []
  const options = [
    { value: '', label: say('compare.none') },
    ...versions
      .filter(({ id }) => id !== head.id)
      .map(({ id, number }) => ({ value: id, label: say('version', { number }) })),
  ]
  return (
    <section className={styles.replay}>
      <h2>{say('version', { number: head.number })}</h2>
      <Fault error={error} />
      <ul className={styles.plain}>
        {texts(data).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {may('programme:write') && at > 0 && data ? (
        <Button
          onClick={() => {
            editor.take(data.document)
            void navigate({ to: '/programme' })
          }}
        >
          {say('version.take')}
        </Button>
      ) : null}
      {versions.length > 1 ? (
        <ChoiceField
          label={say('compare')}
          name="compare"
          options={options}
          value={other}
          onChange={setOther}
        />
      ) : null}
      {data && compared ? <Changes changes={difference(texts(compared), texts(data))} /> : null}
    </section>
  )
}
