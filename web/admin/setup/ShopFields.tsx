import { Select, TextInput } from '@mantine/core'
import { currencies } from '../../../server/platform/money.ts'
import { EmailField, PasswordField } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { languageNames, languages, useWords } from '../../ui/words.tsx'
import { currencyLabels } from './currencyNames.ts'
import { type FirstWish, type ShopWish, timeZones, trades } from './firstWish.ts'

interface Props<Wish> {
  wish: Wish
  change(part: Partial<Wish>): void
  fault(field: keyof Wish): string | undefined
}

/** Which shop it is. */
export function ShopFields({
  wish,
  change,
  fault,
  settled = false,
}: Props<ShopWish> & { settled?: boolean }) {
  const { say, language } = useWords()
  const currencyLabel = currencyLabels(language)
  return (
    <fieldset className={form.group}>
      <legend>{say('first.shop')}</legend>
      <TextInput
        label={say('first.shop_name')}
        name="name"
        autoComplete="organization"
        value={wish.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={fault('name')}
      />
      <Select
        label={say('first.trade')}
        name="trade"
        data={trades.map((trade) => ({ value: trade, label: say(`trade.${trade}`) }))}
        value={wish.trade || null}
        onChange={(trade) => change({ trade: trade ?? '' })}
        error={fault('trade')}
      />
      <div className={form.pair}>
        <Select
          label={say('first.currency')}
          name="currency"
          searchable
          data={currencies.map((code) => ({ value: code, label: currencyLabel(code) }))}
          value={wish.currency}
          disabled={settled}
          onChange={(currency) => change({ currency: currency ?? wish.currency })}
          error={fault('currency')}
        />
        <Select
          label={say('first.language')}
          name="language"
          data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
          value={wish.language}
          onChange={(chosen) => change({ language: chosen ?? wish.language })}
          error={fault('language')}
        />
      </div>
      <Select
        label={say('first.time_zone')}
        name="timeZone"
        searchable
        limit={100}
        data={timeZones(wish.timeZone)}
        value={wish.timeZone}
        onChange={(timeZone) => change({ timeZone: timeZone ?? wish.timeZone })}
        error={fault('timeZone')}
      />
    </fieldset>
  )
}

/** Who owns it. */
export function OwnerFields({ wish, change, fault }: Props<FirstWish>) {
  const { say } = useWords()
  return (
    <fieldset className={form.group}>
      <legend>{say('first.you')}</legend>
      <TextInput
        label={say('welcome.your_name')}
        name="ownerName"
        autoComplete="name"
        value={wish.ownerName}
        onChange={(event) => change({ ownerName: event.currentTarget.value })}
        error={fault('ownerName')}
      />
      <EmailField
        name="ownerEmail"
        value={wish.ownerEmail}
        onChange={(ownerEmail) => change({ ownerEmail })}
        error={fault('ownerEmail')}
      />
      <PasswordField
        value={wish.password}
        onChange={(password) => change({ password })}
        error={fault('password')}
        fresh
      />
    </fieldset>
  )
}
