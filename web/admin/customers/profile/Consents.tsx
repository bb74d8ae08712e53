import { ActionIcon, Button, Select, Textarea } from '@mantine/core'
import { IconCheck, IconMinus, IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { choices, type Page } from '../../../api/customers.ts'
import { useFormats } from '../../../ui/format.ts'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { channelName, channels, consentName, purposeName } from '../saying.ts'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

interface State {
  purpose: string
  channel: string
  state: 'given' | 'awaiting' | 'withdrawn'
  at: string
}
interface Said {
  id: string
  purpose: string
  channel: string
  given: boolean
  wording: string | null
  source: string
  at: string
}

/** What she agreed to, yes or no, since when and in which words; changed by staff with the words that were said. */
export function Consents({ id }: { id: string }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const [changing, setChanging] = useState<Pick<State, 'purpose' | 'channel'> | 'new' | null>(null)
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'consents'],
    queryFn: () =>
      ask<Page<Said> & { current: State[] }>('GET', `/api/v1/customers/${id}/consents?limit=100`),
  })
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{say('consent.title')}</h3>
        {may('customers:write') && changing === null ? (
          <Button variant="subtle" size="compact-md" onClick={() => setChanging('new')}>
            {say('consent.change')}
          </Button>
        ) : null}
      </div>
      <Fault error={error} />
      {data?.current.length === 0 ? <p className={styles.quiet}>{say('consent.none')}</p> : null}
      <ul className={styles.rows}>
        {data?.current.map((state) => (
          <OneConsent
            key={`${state.purpose} ${state.channel}`}
            state={state}
            said={data.items.find((one) => one.purpose === state.purpose && one.channel === state.channel)}
            onChange={may('customers:write') ? () => setChanging(state) : undefined}
          />
        ))}
      </ul>
      {changing ? <ConsentForm id={id} about={changing} onClose={() => setChanging(null)} /> : null}
    </section>
  )
}

function OneConsent({
  state: { purpose, channel, state, at },
  said,
  onChange,
}: {
  state: State
  said: Said | undefined
  onChange: (() => void) | undefined
}) {
  const { say } = useWords(words)
  const formats = useFormats()
  const Icon = state === 'given' ? IconCheck : IconMinus
  return (
    <li>
      <span>
        <Icon
          className={state === 'given' ? styles.yes : styles.no}
          size={16}
          stroke={2}
          aria-hidden="true"
        />{' '}
        {consentName(`${purpose}:${channel}`, say)}
        <small>
          {say(`consent.${state}`, { day: formats.day(at) })}
          {said?.wording ? ` · “${said.wording}”` : ''}
        </small>
      </span>
      {onChange ? (
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={say('consent.change.which', { what: consentName(`${purpose}:${channel}`, say) })}
          onClick={onChange}
        >
          <IconPencil size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      ) : null}
    </li>
  )
}

const usual = ['news', 'birthday', 'offers']

function ConsentForm({
  id,
  about,
  onClose,
}: {
  id: string
  about: Pick<State, 'purpose' | 'channel'> | 'new'
  onClose(): void
}) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const { data: known } = useQuery(choices)
  const [purpose, setPurpose] = useState(about === 'new' ? 'news' : about.purpose)
  const [channel, setChannel] = useState(about === 'new' ? 'email' : about.channel)
  const [wording, setWording] = useState('')
  const purposes = [...new Set([...usual, ...(known?.consents ?? []).map((one) => one.purpose), purpose])]
  const change = useMutation({
    mutationFn: (given: boolean) => {
      const words_ = wording.trim()
      const wish = {
        purpose,
        channel,
        given,
        source: 'back office',
        language,
        ...(words_ ? { wording: words_ } : {}),
      }
      return ask('POST', `/api/v1/customers/${id}/consents`, wish, intent.keyFor(wish))
    },
    onSuccess: async () => {
      intent.done()
      onClose()
      await queries.invalidateQueries({ queryKey: ['customers'] })
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => event.preventDefault()}
      aria-label={say('consent.change')}
    >
      <Select
        label={say('consent.purpose')}
        data={purposes.map((value) => ({ value, label: purposeName(value, say) }))}
        value={purpose}
        onChange={(value) => value && setPurpose(value)}
      />
      <Select
        label={say('consent.channel')}
        data={channels.map((value) => ({ value: value as string, label: channelName(value, say) }))}
        value={channel}
        onChange={(value) => value && setChannel(value)}
      />
      <Textarea
        label={say('consent.wording')}
        description={say('consent.wording.hint')}
        autosize
        value={wording}
        onChange={(event) => setWording(event.currentTarget.value)}
      />
      <Fault error={change.error} />
      <div className={styles.formActs}>
        <Button loading={change.isPending} onClick={() => change.mutate(true)}>
          {say('consent.yes')}
        </Button>
        <Button variant="light" loading={change.isPending} onClick={() => change.mutate(false)}>
          {say('consent.no')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
