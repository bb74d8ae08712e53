import {
  IconCoffee,
  IconConfetti,
  IconDots,
  IconHeart,
  IconNote,
  IconNotebook,
  IconQrcode,
  IconReceiptRefund,
} from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Avatar } from '../../ui/Avatar.tsx'
import { useFormats } from '../../ui/format.ts'
import { RhythmStrip } from '../../ui/RhythmStrip.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk, Regular } from '../api.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

const NoteSheet = lazy(() =>
  import('../screens/Sheets.tsx').then(({ NoteSheet }) => ({ default: NoteSheet })),
)
const CardSheet = lazy(() =>
  import('../screens/Sheets.tsx').then(({ CardSheet }) => ({ default: CardSheet })),
)

interface Props {
  her: Regular | null
  known: boolean
  desk: Desk
  onReceipts(): void
}

/** Who is this: by what name to greet her, her rhythm, and at most four lines of what to know. */
export function About({ her, known, onReceipts }: Props) {
  const { say } = useWords(words)
  const [sheet, setSheet] = useState<'note' | 'card' | null>(null)
  const [open, setOpen] = useState(false)
  if (!known)
    return (
      <div className={styles.person}>
        <div>
          <h1>{say('without_card')}</h1>
          <p>{say('without_card.lead')}</p>
        </div>
      </div>
    )
  if (!her) return <h1 className={styles.loading}>{say('loading')}</h1>
  const greeting = her.greeting || say('nameless')
  return (
    <>
      <div className={styles.person}>
        <Avatar name={her.name || greeting} size={60} />
        <div>
          <h1>{greeting}</h1>
          <Since her={her} />
        </div>
        <button
          type="button"
          className={styles.more3}
          aria-expanded={open}
          aria-label={say('deeds')}
          onClick={() => setOpen(!open)}
        >
          <IconDots size={22} stroke={1.75} aria-hidden="true" />
        </button>
      </div>
      <div className={styles.deeds} data-open={open || undefined}>
        <button type="button" onClick={() => setSheet('note')}>
          <IconNote size={18} stroke={1.75} aria-hidden="true" />
          <span>{say('note')}</span>
        </button>
        <button type="button" onClick={onReceipts}>
          <IconReceiptRefund size={18} stroke={1.75} aria-hidden="true" />
          <span>{say('return')}</span>
        </button>
        <button type="button" onClick={() => setSheet('card')}>
          <IconQrcode size={18} stroke={1.75} aria-hidden="true" />
          <span>{say('card')}</span>
        </button>
      </div>
      <Rhythm her={her} />
      <Lines her={her} />
      <Papers her={her} onReceipts={onReceipts} />
      <Suspense fallback={null}>
        {sheet === 'note' ? <NoteSheet her={her} onClose={() => setSheet(null)} /> : null}
        {sheet === 'card' ? <CardSheet her={her} onClose={() => setSheet(null)} /> : null}
      </Suspense>
    </>
  )
}

function Since({ her }: { her: Regular }) {
  const { say } = useWords(words)
  const { month, near } = useFormats()
  const tier = her.tier?.name
  const name = her.name && her.name !== her.greeting ? `${her.name} · ` : ''
  const habit =
    her.visits > 1 && her.since
      ? say('since', { when: month(her.since.slice(0, 7), true) })
      : her.visits > 1 && her.lastDay
        ? say('match.last', { day: near(her.lastDay) })
        : her.visits === 1
          ? say('match.once')
          : say('match.new')
  return (
    <p>
      {name}
      {habit}
      {tier ? ` · ${tier}` : ''}
    </p>
  )
}

/** The strip of half a year, and in words what it shows. */
function Rhythm({ her }: { her: Regular }) {
  const { say } = useWords(words)
  const { near, month } = useFormats()
  if (her.rhythm.length < 2 || !her.lastDay) return null
  const { gap, lastDay, today } = her
  const from = new Date(Date.parse(today) - 120 * 86_400_000).toISOString().slice(0, 10)
  const first = her.rhythm.find(({ day }) => day >= from)?.day ?? lastDay
  const said = gap
    ? gap.lowDays === gap.highDays
      ? say('rhythm.every', { days: gap.lowDays, day: near(lastDay) })
      : say('rhythm.between', { low: gap.lowDays, high: gap.highDays, day: near(lastDay) })
    : say('rhythm.last', { day: near(lastDay) })
  return (
    <div className={styles.rhythm}>
      <RhythmStrip
        visits={her.rhythm.filter(({ day }) => day >= from)}
        from={from}
        until={today}
        height={36}
        slipping={her.slipping}
        label={said}
      />
      <p aria-hidden="true">
        <span>{month(first.slice(0, 7))}</span>
        <span>{said}</span>
      </p>
    </div>
  )
}

function Lines({ her }: { her: Regular }) {
  const { say } = useWords(words)
  const { near } = useFormats()
  const lines: { icon: ReactNode; text: string; glad?: boolean }[] = []
  const [date] = her.datesNear
  if (date)
    lines.push({
      icon: <IconConfetti size={20} stroke={1.75} aria-hidden="true" />,
      text: say(`near.${date.kind}`, { day: near(date.day), label: date.label ?? '' }),
      glad: true,
    })
  const likes = her.likes.length > 0 ? her.likes : her.favourites.map(({ name }) => name)
  if (likes.length > 0)
    lines.push({
      icon: <IconCoffee size={20} stroke={1.75} aria-hidden="true" />,
      text: likes.slice(0, 2).join(', '),
    })
  const people = her.household.map(
    ({ name, relation, note }) => [relation, name].filter(Boolean).join(' ') + (note ? `, ${note}` : ''),
  )
  const home = [...people.slice(0, 2), ...her.dietary.slice(0, 2)]
  if (home.length > 0)
    lines.push({
      icon: <IconNotebook size={20} stroke={1.75} aria-hidden="true" />,
      text: `${home.join('. ')}.`,
    })
  const [note] = her.notes
  if (note)
    lines.push({
      icon: <IconNote size={20} stroke={1.75} aria-hidden="true" />,
      text: note.by ? `${note.text} · ${note.by}` : note.text,
    })
  if (her.suggestion && lines.length < 4)
    lines.push({
      icon: <IconHeart size={20} stroke={1.75} aria-hidden="true" />,
      text: say('suggest.line', { product: her.suggestion.product.name }),
    })
  if (lines.length === 0) return null
  return (
    <ul className={styles.lines}>
      {lines.slice(0, 4).map(({ icon, text, glad }) => (
        <li key={text} data-glad={glad}>
          {icon}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}

/** On a tablet there is room for what she had and what to suggest. */
function Papers({ her, onReceipts }: { her: Regular; onReceipts(): void }) {
  const { say } = useWords(words)
  const { money, moment, month } = useFormats()
  const { suggestion, last } = her
  if (last.length === 0) return null
  return (
    <div className={styles.papers}>
      <section>
        <h2>
          {say('last')}
          <button type="button" onClick={onReceipts}>
            {say('last.all')}
          </button>
        </h2>
        <ul>
          {last.map(({ id, at, total, lines }) => (
            <li key={id}>
              <span>{moment(at)}</span>
              <span>
                {lines.map(({ name, quantity }) => (quantity > 1 ? `${quantity} ${name}` : name)).join(', ')}
              </span>
              <span>{money(total)}</span>
            </li>
          ))}
        </ul>
      </section>
      {suggestion ? (
        <section>
          <h2>{say('suggest')}</h2>
          <p>{say(`suggest.${suggestion.kind}`, { product: suggestion.product.name })}</p>
          <small>
            {say('suggest.because', {
              count: suggestion.times,
              from: month(suggestion.from.slice(0, 7)),
              until: month(suggestion.until.slice(0, 7)),
            })}
          </small>
        </section>
      ) : null}
    </div>
  )
}
