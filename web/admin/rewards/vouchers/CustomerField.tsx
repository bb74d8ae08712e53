import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api/api.ts'
import { addressOf, type Customer, type Page } from '../../../api/customers.ts'
import { useSaying } from '../saying.tsx'
import type { Whose } from './wish.ts'

const CALM_MS = 150

interface Props {
  value: Whose | null
  onChange(value: Whose | null): void
  error?: string | undefined
}

/** One customer, found as everywhere: by name, phone, card. Left empty: nobody in particular. */
export function CustomerField({ value, onChange, error }: Props) {
  const { say } = useSaying()
  const [typed, setTyped] = useState(value?.name ?? '')
  const [query] = useDebouncedValue(typed.trim(), CALM_MS)
  const { data: found = [], isFetching } = useQuery({
    queryKey: ['customers', 'pick', query],
    queryFn: async () =>
      (await ask<Page<Customer>>('GET', `/api/v1/customers?${addressOf({ query, limit: 8 })}`)).items,
    enabled: query.length >= 2 && query !== value?.name,
    placeholderData: keepPreviousData,
  })
  const nameOf = ({ name }: Customer) => name || say('nameless')
  const options = found.map((person) => ({
    value: person.id,
    label: [nameOf(person), person.phones[0]?.value ?? person.emails[0]?.value].filter(Boolean).join(' · '),
  }))
  const kept =
    value && !options.some((one) => one.value === value.id) ? [{ value: value.id, label: value.name }] : []
  return (
    <Select
      label={say('field.customer')}
      description={say('field.customer.hint')}
      name="customer"
      data-field="customer"
      searchable
      clearable
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': say('field.customer.nobody') }}
      data={[...kept, ...options]}
      // The server has found them, typing errors and all.
      filter={({ options: all }) => all}
      nothingFoundMessage={query.length >= 2 && !isFetching ? say('field.customer.none') : undefined}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value?.id ?? null}
      onChange={(_, option) => onChange(option && { id: option.value, name: option.label })}
      error={error}
    />
  )
}
