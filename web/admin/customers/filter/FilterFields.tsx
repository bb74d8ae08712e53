import { Checkbox, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { decimalsOf } from '../../../../server/platform/money.ts'
import { choices, type Filter, type Listed, questions } from '../../../api/customers.ts'
import { ShopContext, useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import type { ListAddress } from '../address.ts'
import styles from '../customers.module.css'
import { consentName, inWords, languageName } from '../saying.ts'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'

interface Props {
  listed: Listed
  onChange(to: ListAddress): void
}

/** Each thing that customers can be filtered by. What is emptied falls out of the address. */
export function FilterFields({ listed, onChange }: Props) {
  const set = (change: Partial<Record<keyof Filter, unknown>>) => {
    const next: Record<string, unknown> = { ...listed, ...change }
    for (const [name, value] of Object.entries(next)) {
      if (
        value === undefined ||
        value === null ||
        value === '' ||
        (Array.isArray(value) && value.length === 0)
      )
        delete next[name]
    }
    onChange(next as ListAddress)
  }
  return (
    <div className={styles.fields}>
      <Bought listed={listed} set={set} />
      <Standing listed={listed} set={set} />
      <Days listed={listed} set={set} />
      <Knowing listed={listed} set={set} />
      <Answers listed={listed} set={set} />
    </div>
  )
}

interface FieldsProps {
  listed: Listed
  set(change: Partial<Record<keyof Filter, unknown>>): void
}

function Bought({ listed, set }: FieldsProps) {
  const { say } = useWords(words)
  const { currency } = useContext(ShopContext)
  const unit = 10 ** decimalsOf(currency)
  const money = (name: 'spentMin' | 'spentMax') => ({
    value: listed[name] === undefined ? '' : listed[name] / unit,
    onChange: (value: number | string) =>
      set({ [name]: value === '' ? undefined : Math.round(Number(value) * unit) }),
  })
  const number = (name: 'purchasesMin' | 'purchasesMax') => ({
    value: listed[name] ?? '',
    onChange: (value: number | string) => set({ [name]: value }),
  })
  return (
    <>
      <div className={styles.pair}>
        <DayField
          label={say('field.lastFrom')}
          value={listed.lastFrom}
          onChange={(lastFrom) => set({ lastFrom })}
        />
        <DayField
          label={say('field.lastUntil')}
          value={listed.lastUntil}
          onChange={(lastUntil) => set({ lastUntil })}
        />
      </div>
      <div className={styles.pair}>
        <NumberInput
          label={say('field.purchasesMin')}
          min={0}
          allowDecimal={false}
          hideControls
          {...number('purchasesMin')}
        />
        <NumberInput
          label={say('field.purchasesMax')}
          min={0}
          allowDecimal={false}
          hideControls
          {...number('purchasesMax')}
        />
      </div>
      <div className={styles.pair}>
        <NumberInput
          label={say('field.spentMin', { currency })}
          min={0}
          hideControls
          {...money('spentMin')}
        />
        <NumberInput
          label={say('field.spentMax', { currency })}
          min={0}
          hideControls
          {...money('spentMax')}
        />
      </div>
    </>
  )
}

function Standing({ listed, set }: FieldsProps) {
  const { say } = useWords(words)
  const { tiers, points } = useProgrammeNames()
  return (
    <>
      {tiers.size > 0 ? (
        <MultiSelect
          label={say('field.tier')}
          data={[
            ...[...tiers].map(([value, label]) => ({ value, label })),
            { value: 'none', label: say('filter.none') },
          ]}
          value={listed.tier ?? []}
          onChange={(tier) => set({ tier })}
        />
      ) : null}
      {points ? (
        <div className={styles.pair}>
          <NumberInput
            label={say('field.pointsMin')}
            allowDecimal={false}
            hideControls
            value={listed.pointsMin ?? ''}
            onChange={(pointsMin) => set({ pointsMin })}
          />
          <NumberInput
            label={say('field.pointsMax')}
            allowDecimal={false}
            hideControls
            value={listed.pointsMax ?? ''}
            onChange={(pointsMax) => set({ pointsMax })}
          />
        </div>
      ) : null}
    </>
  )
}

const WITHIN = [0, 7, 14, 30]

function Days({ listed, set }: FieldsProps) {
  const { say } = useWords(words)
  const formats = useFormats()
  const months = Array.from({ length: 12 }, (_, month) => ({
    value: String(month + 1),
    label: formats.month(`2000-${String(month + 1).padStart(2, '0')}`),
  }))
  const choose = (value: string | null) => (value === null ? undefined : Number(value))
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={say('field.birthdayWithin')}
          clearable
          data={WITHIN.map((days) => ({
            value: String(days),
            label: say('chip.birthdayWithin', { count: days }),
          }))}
          value={listed.birthdayWithin === undefined ? null : String(listed.birthdayWithin)}
          onChange={(days) => set({ birthdayWithin: choose(days) })}
        />
        <Select
          label={say('field.birthMonth')}
          clearable
          data={months}
          value={listed.birthMonth === undefined ? null : String(listed.birthMonth)}
          onChange={(month) => set({ birthMonth: choose(month) })}
        />
      </div>
      <div className={styles.pair}>
        <DayField
          label={say('field.joinedFrom')}
          value={listed.joinedFrom}
          onChange={(joinedFrom) => set({ joinedFrom })}
        />
        <DayField
          label={say('field.joinedUntil')}
          value={listed.joinedUntil}
          onChange={(joinedUntil) => set({ joinedUntil })}
        />
      </div>
    </>
  )
}

function Knowing({ listed, set }: FieldsProps) {
  const { say } = useWords(words)
  const { data } = useQuery(choices)
  const none = { value: 'none', label: say('filter.none') }
  return (
    <>
      <MultiSelect
        label={say('field.source')}
        searchable
        data={[...(data?.sources ?? []).map((value) => ({ value, label: value })), none]}
        value={listed.source ?? []}
        onChange={(source) => set({ source })}
      />
      <MultiSelect
        label={say('field.language')}
        data={[...(data?.languages ?? []).map((value) => ({ value, label: languageName(value, say) })), none]}
        value={listed.language ?? []}
        onChange={(language) => set({ language })}
      />
      <Select
        label={say('field.reach')}
        clearable
        data={(['email', 'phone', 'both', 'none'] as const).map((value) => ({
          value,
          label: say(`reach.${value}`),
        }))}
        value={listed.reach ?? null}
        onChange={(reach) => set({ reach })}
      />
      {data && data.consents.length > 0 ? (
        <Select
          label={say('field.consent')}
          clearable
          data={data.consents.map(({ purpose, channel }) => {
            const value = `${purpose}:${channel}`
            return { value, label: consentName(value, say) }
          })}
          value={listed.consent ?? null}
          onChange={(consent) => set({ consent })}
        />
      ) : null}
      <Checkbox
        label={say('chip.duplicates')}
        checked={listed.duplicates === 'true'}
        onChange={(event) => set({ duplicates: event.currentTarget.checked ? 'true' : undefined })}
      />
    </>
  )
}

/** The owner's own questions: a choice is chosen, a yes is yes, anything else is typed. */
function Answers({ listed, set }: FieldsProps) {
  const { say, language } = useWords(words)
  const { data = [] } = useQuery(questions)
  const said = listed.answer ?? []
  const saidTo = (key: string) => said.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1) ?? null
  const answer = (key: string, value: string | null) => {
    const others = said.filter((one) => !one.startsWith(`${key}=`))
    set({ answer: value === null || value === '' ? others : [...others, `${key}=${value}`] })
  }
  return data.map(({ key, type, labels, choices: options }) => {
    const label = inWords(labels, language)
    if (type === 'choice' || type === 'boolean') {
      const all =
        type === 'boolean'
          ? [true, false].map((yes) => ({ value: String(yes), label: say(yes ? 'yes' : 'no') }))
          : options.map((option) => ({ value: option.key, label: inWords(option.labels, language) }))
      return (
        <Select
          key={key}
          label={label}
          clearable
          data={all}
          value={saidTo(key)}
          onChange={(value) => answer(key, value)}
        />
      )
    }
    return (
      <TextInput
        key={key}
        label={label}
        type={type === 'date' ? 'date' : type === 'number' ? 'number' : 'text'}
        value={saidTo(key) ?? ''}
        onChange={(event) => answer(key, event.currentTarget.value)}
      />
    )
  })
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange(day: string): void
}) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
