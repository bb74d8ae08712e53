import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask, Problem } from '../../api/api.ts'
import { addressOf, type Customer, type Page, questions } from '../../api/customers.ts'
import { useFaults } from '../../ui/fields.tsx'
import { useIntent } from '../../ui/intent.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { AnswerField } from './bulk/MarkForm.tsx'
import styles from './customers.module.css'
import { LanguageField } from './LanguageField.tsx'
import { LifeDayField } from './LifeDayField.tsx'
import { inWords } from './saying.ts'
import { words } from './words/words.ts'

const start = {
  ...{ givenName: '', familyName: '', phone: '', email: '', birthday: '', language: '', acquisition: '' },
  answers: {} as Record<string, string>,
  mayWrite: false,
}
type Draft = typeof start

/** Somebody new: a name and one way to find her is enough. */
export function NewPage() {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const intent = useIntent()
  const { data: asked = [] } = useQuery(questions)
  const [draft, setDraft] = useState<Draft>(start)
  const join = useMutation({
    mutationFn: () => {
      const wish = wishOf(draft, asked, { wording: say('new.consent'), language })
      return ask<Customer>('POST', '/api/v1/customers', wish, intent.keyFor(wish))
    },
    onSuccess: async (customer) => {
      intent.done()
      await queries.invalidateQueries({ queryKey: ['customers'] })
      await navigate({ to: '/customers/$id', params: { id: customer.id } })
    },
  })
  const empty = [draft.givenName, draft.familyName, draft.phone, draft.email].every(
    (text) => text.trim() === '',
  )
  const faults = useFaults<string>({ givenName: empty && 'fault.somebody' }, join.error)
  const field = (name: 'givenName' | 'familyName' | 'phone' | 'email' | 'acquisition') => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
    error: faults.of(name),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) join.mutate()
  }
  return (
    <>
      <PageHead
        above={<Link to="/customers">{say('list.title')}</Link>}
        title={say('new.title')}
        lead={say('new.lead')}
      />
      <form className={`${styles.fields} ${styles.narrow}`} onSubmit={submit} noValidate>
        <div className={styles.two}>
          <TextInput label={say('fact.family_name')} autoComplete="off" {...field('familyName')} />
          <TextInput label={say('fact.given_name')} autoComplete="off" {...field('givenName')} />
        </div>
        <div className={styles.two}>
          <TextInput
            label={say('fact.phone')}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            {...field('phone')}
          />
          <TextInput
            label={say('fact.email')}
            type="email"
            inputMode="email"
            autoComplete="off"
            {...field('email')}
          />
        </div>
        <Known phone={draft.phone} email={draft.email} />
        <div className={styles.two}>
          <LifeDayField
            label={say('fact.birthday')}
            value={draft.birthday}
            onChange={(birthday) => setDraft({ ...draft, birthday })}
            error={faults.of('birthday')}
          />
          <LanguageField
            value={draft.language}
            onChange={(value) => setDraft({ ...draft, language: value })}
            error={faults.of('language')}
          />
        </div>
        <TextInput
          label={say('fact.source')}
          description={say('new.source.hint')}
          {...field('acquisition')}
        />
        {asked.map((question) => (
          <AnswerField
            key={question.key}
            question={question}
            label={inWords(question.labels, language)}
            value={draft.answers[question.key] ?? ''}
            onChange={(value) => setDraft({ ...draft, answers: { ...draft.answers, [question.key]: value } })}
            error={faults.of(`attributes.${question.key}`)}
          />
        ))}
        <Checkbox
          label={say('new.consent')}
          checked={draft.mayWrite}
          disabled={draft.email.trim() === ''}
          onChange={(event) => setDraft({ ...draft, mayWrite: event.currentTarget.checked })}
        />
        <Fault error={told(join.error)} />
        <div className={styles.toolRow}>
          <Button type="submit" loading={join.isPending}>
            {say('new.do')}
          </Button>
          <Button variant="default" component={Link} to="/customers">
            {say('back')}
          </Button>
        </div>
      </form>
    </>
  )
}

/** What the fields tell is not told twice. */
function told(error: unknown): unknown {
  const known = ['givenName', 'familyName', 'phone', 'email', 'birthday', 'language', 'acquisition']
  const fields = error instanceof Problem ? error.faults.map(({ field }) => field) : []
  return fields.length > 0 &&
    fields.every((field) => known.includes(field) || field.startsWith('attributes.'))
    ? null
    : error
}

function wishOf(
  { answers, mayWrite, ...draft }: Draft,
  asked: readonly { key: string; type: string }[],
  consent: { wording: string; language: string },
) {
  const said = Object.fromEntries(
    Object.entries(draft).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  )
  const attributes = Object.fromEntries(
    asked.flatMap(({ key, type }) => {
      const value = (answers[key] ?? '').trim()
      if (!value) return []
      return [[key, type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value]]
    }),
  )
  const consents =
    mayWrite && draft.email.trim()
      ? [{ purpose: 'news', channel: 'email', given: true, source: 'back office', ...consent }]
      : undefined
  return {
    ...said,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(consents ? { consents } : {}),
  }
}

/** Somebody who is known by that phone or address already: said before she is made twice. */
function Known({ phone, email }: { phone: string; email: string }) {
  const { say } = useWords(words)
  const typed =
    phone.replace(/\D/g, '').length >= 7 ? phone.trim() : /\S@\S+\.\S/.test(email) ? email.trim() : ''
  const { data } = useQuery({
    queryKey: ['customers', 'known', typed],
    queryFn: async () =>
      (await ask<Page<Customer>>('GET', `/api/v1/customers?${addressOf({ query: typed, limit: 1 })}`)).items,
    enabled: typed !== '',
  })
  const [one] = data ?? []
  if (!one || typed === '') return null
  return (
    <p className={styles.hint} role="status">
      {say('new.known', { name: one.name || typed })}{' '}
      <Link to="/customers/$id" params={{ id: one.id } as never}>
        {say('preview.open')}
      </Link>
    </p>
  )
}
