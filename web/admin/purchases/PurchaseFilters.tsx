import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useContext, useEffect, useState } from 'react'
import { decimalsOf } from '../../../server/platform/money.ts'
import { customer } from '../../api/customers.ts'
import { type PurchaseFilter, placesToChoose, sellersToChoose } from '../../api/purchases.ts'
import { type Formats, ShopContext, useFormats } from '../../ui/format.ts'
import { type Say, useWords } from '../../ui/words.tsx'
import frame from '../customers/customers.module.css'
import { SidePanel } from '../customers/SidePanel.tsx'
import { useSelf } from '../seat.ts'
import { type PurchaseWord, words } from './words/words.ts'

interface Props {
  filter: PurchaseFilter
  onChange(to: PurchaseFilter): void
}

const TYPING_MS = 300

/** Above the list: searching in what was bought, and the filters in force. */
export function PurchaseTools({ filter, onChange, onFilters }: Props & { onFilters(): void }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const named = useNames(filter)
  const [typed, setTyped] = useState(filter.text ?? '')
  useEffect(() => {
    if (typed.trim() === (filter.text ?? '')) return
    const timer = setTimeout(() => {
      const { text: _, ...rest } = filter
      onChange(typed.trim() ? { ...rest, text: typed.trim() } : rest)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, filter, onChange])
  const fields = (Object.keys(filter) as (keyof PurchaseFilter)[]).filter((field) => field !== 'text')
  return (
    <div className={frame.tools}>
      <div className={frame.toolRow}>
        <TextInput
          className={frame.search!}
          type="search"
          aria-label={say('search')}
          placeholder={say('search.hint')}
          leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconFilter size={18} stroke={1.75} aria-hidden="true" />}
          onClick={onFilters}
        >
          {say('filter.open')}
        </Button>
      </div>
      {fields.length > 0 ? (
        <ul className={frame.chips} aria-label={say('filter.in_force')}>
          {fields.map((field) => {
            const text = chipOf(field, filter, say, formats, named)
            const { [field]: _, ...rest } = filter
            return (
              <li key={field}>
                <button
                  type="button"
                  className={frame.chip}
                  aria-label={say('filter.remove', { what: text })}
                  onClick={() => onChange(rest)}
                >
                  {text}
                  <IconX size={16} stroke={1.75} aria-hidden="true" />
                </button>
              </li>
            )
          })}
        </ul>
      ) : null}
    </div>
  )
}

interface Names {
  place: string | undefined
  seller: string | undefined
  customer: string | undefined
}

function useNames(filter: PurchaseFilter): Names {
  const { may } = useSelf()
  const { data: places } = useQuery({ ...placesToChoose, enabled: Boolean(filter.location) })
  const { data: sellers } = useQuery({
    ...sellersToChoose,
    enabled: Boolean(filter.staff) && may('staff:read'),
  })
  const { data: person } = useQuery({ ...customer(filter.customer ?? ''), enabled: Boolean(filter.customer) })
  return {
    place: places?.find(({ id }) => id === filter.location)?.name,
    seller: sellers?.find(({ id }) => id === filter.staff)?.name,
    customer: person?.name,
  }
}

function chipOf(
  field: keyof PurchaseFilter,
  filter: PurchaseFilter,
  say: Say<PurchaseWord>,
  formats: Formats,
  named: Names,
): string {
  switch (field) {
    case 'customer':
      return say('chip.customer', { what: named.customer ?? '…' })
    case 'whose':
      return say(`whose.${filter.whose!}`)
    case 'from':
    case 'until':
      return say(`chip.${field}`, { what: formats.day(filter[field]!) })
    case 'location':
      return say('chip.location', { what: named.place ?? '…' })
    case 'staff':
      return say('chip.staff', { what: named.seller ?? '…' })
    case 'totalMin':
    case 'totalMax':
      return say(`chip.${field}`, { what: formats.money(filter[field]!) })
    case 'returned':
      return say(`returned.${filter.returned!}`)
    default:
      return filter.text ?? ''
  }
}

/** All filters, beside the list. */
export function PurchaseFilters({ filter, onChange, onClose }: Props & { onClose(): void }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { currency } = useContext(ShopContext)
  const { data: places = [] } = useQuery(placesToChoose)
  const { data: sellers = [] } = useQuery({ ...sellersToChoose, enabled: may('staff:read') })
  const unit = 10 ** decimalsOf(currency)
  const set = (change: Record<string, unknown>) => {
    const next = Object.entries({ ...filter, ...change }).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    )
    onChange(Object.fromEntries(next) as PurchaseFilter)
  }
  const money = (name: 'totalMin' | 'totalMax') => ({
    value: filter[name] === undefined ? '' : filter[name] / unit,
    onChange: (value: number | string) =>
      set({ [name]: value === '' ? undefined : Math.round(Number(value) * unit) }),
  })
  const day = (name: 'from' | 'until') => ({
    type: 'date',
    value: filter[name] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  const choices = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <SidePanel
      label={say('filter.open')}
      title={<h2>{say('filter.open')}</h2>}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say('filter.show')}</Button>}
    >
      <div className={frame.fields}>
        <div className={frame.pair}>
          <TextInput label={say('field.from')} {...day('from')} />
          <TextInput label={say('field.until')} {...day('until')} />
        </div>
        <Select
          label={say('field.whose')}
          clearable
          data={(['known', 'anonymous'] as const).map((value) => ({ value, label: say(`whose.${value}`) }))}
          value={filter.whose ?? null}
          onChange={(whose) => set({ whose })}
        />
        <Select
          label={say('field.returned')}
          clearable
          data={(['some', 'whole', 'none'] as const).map((value) => ({
            value,
            label: say(`returned.${value}`),
          }))}
          value={filter.returned ?? null}
          onChange={(returned) => set({ returned })}
        />
        <div className={frame.pair}>
          <NumberInput
            label={say('field.totalMin', { currency })}
            min={0}
            hideControls
            {...money('totalMin')}
          />
          <NumberInput
            label={say('field.totalMax', { currency })}
            min={0}
            hideControls
            {...money('totalMax')}
          />
        </div>
        {places.length > 1 ? (
          <Select
            label={say('field.location')}
            clearable
            data={choices(places)}
            value={filter.location ?? null}
            onChange={(location) => set({ location })}
          />
        ) : null}
        {sellers.length > 1 ? (
          <Select
            label={say('field.staff')}
            clearable
            data={choices(sellers)}
            value={filter.staff ?? null}
            onChange={(staff) => set({ staff })}
          />
        ) : null}
      </div>
    </SidePanel>
  )
}
