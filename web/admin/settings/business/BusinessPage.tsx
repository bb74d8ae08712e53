import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Business, business, me } from '../../../api/questions.ts'
import { useFaults } from '../../../ui/fields.tsx'
import form from '../../../ui/form.module.css'
import { Done, Fault } from '../../../ui/Told.tsx'
import { languageNames, languages, useWords } from '../../../ui/words.tsx'
import { timeZones, trades } from '../../setup/firstWish.ts'
import { SettingsHead } from '../SettingsHead.tsx'
import styles from '../settings.module.css'
import { words } from '../words/words.ts'
import { countryNames } from './countries.ts'

/** What the shop is called, where it stands, what it speaks. */
export function BusinessPage() {
  const { say } = useWords(words)
  const { data, error } = useQuery(business)
  return (
    <>
      <SettingsHead title={say('settings.business')} lead={say('business.currency')} />
      <Fault error={error} />
      {data ? <BusinessForm shop={data} /> : null}
    </>
  )
}

const fields = ['name', 'trade', 'country', 'timeZone', 'language', 'pricesIncludeTax'] as const

function BusinessForm({ shop }: { shop: Business }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const [wish, setWish] = useState(() => ({ ...shop }))
  const change = (part: Partial<Business>) => setWish((before) => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () =>
      ask<Business>(
        'PATCH',
        '/api/v1/business',
        Object.fromEntries(
          fields.filter((field) => wish[field] !== shop[field]).map((field) => [field, wish[field]]),
        ),
      ),
    onSuccess: async (saved) => {
      queries.setQueryData(business.queryKey, saved)
      await queries.invalidateQueries(me)
    },
  })
  const faults = useFaults<(typeof fields)[number]>(
    { name: wish.name.trim() === '' && 'fault.name' },
    save.error,
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) save.mutate()
  }
  return (
    <form className={`${styles.form} ${form.form}`} onSubmit={submit} noValidate>
      <TextInput
        label={say('first.shop_name')}
        value={wish.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={faults.of('name')}
      />
      <Select
        label={say('first.trade')}
        data={trades.map((trade) => ({ value: trade, label: say(`trade.${trade}`) }))}
        value={wish.trade}
        onChange={(trade) => trade && change({ trade })}
        error={faults.of('trade')}
      />
      <div className={form.pair}>
        <Select
          label={say('business.country')}
          searchable
          data={countryNames(wish.country)}
          value={wish.country}
          onChange={(country) => change({ country })}
          error={faults.of('country')}
        />
        <Select
          label={say('first.language')}
          data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
          value={wish.language}
          onChange={(language) => language && change({ language })}
          error={faults.of('language')}
        />
      </div>
      <Select
        label={say('first.time_zone')}
        searchable
        limit={100}
        data={timeZones(wish.timeZone)}
        value={wish.timeZone}
        onChange={(timeZone) => timeZone && change({ timeZone })}
        error={faults.of('timeZone')}
      />
      <Checkbox
        label={say('business.tax')}
        checked={wish.pricesIncludeTax}
        onChange={(event) => change({ pricesIncludeTax: event.currentTarget.checked })}
      />
      <Fault error={save.error} fields={[...fields]} />
      {save.isSuccess ? <Done>{say('saved')}</Done> : null}
      <div>
        <Button type="submit" loading={save.isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
