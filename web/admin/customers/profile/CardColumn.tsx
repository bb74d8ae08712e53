import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { type Accounts, accounts, entries, look } from '../../../api/accounts.ts'
import type { Customer } from '../../../api/customers.ts'
import { business } from '../../../api/questions.ts'
import { CardFace, type CardFaceProps } from '../../../ui/card/CardFace.tsx'
import { faceWords } from '../../../ui/card/faceWords.ts'
import { words as cardWords } from '../../../ui/card/words/words.ts'
import { ShopContext, useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { inWords } from '../saying.ts'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'
import { CardLink } from './CardLink.tsx'
import { LikelyNext } from './LikelyNext.tsx'
import styles from './profile.module.css'
import { Ready } from './Ready.tsx'
import { sayAmount } from './telling.ts'

/** Her card as she holds it, what waits for her, and every movement with its reason. */
export function CardColumn({ person, onGive }: { person: Customer; onGive(): void }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { data, error } = useQuery(accounts(person.id))
  return (
    <section className={styles.column}>
      <h2>{say('card.title')}</h2>
      <Fault error={error} />
      {data ? <Face data={data} number={person.cards[0]} /> : null}
      {may('points:adjust') ? (
        <Button
          fullWidth
          mt="sm"
          variant="default"
          leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
          onClick={onGive}
        >
          {say('card.give')}
        </Button>
      ) : null}
      {may('customers:write') ? <CardLink person={person} /> : null}
      {may('rewards:read') ? <Ready id={person.id} /> : null}
      <LikelyNext id={person.id} />
      <Movements id={person.id} />
    </section>
  )
}

/** Each of her cards as she holds it, with what it holds; points alone where there is none. */
function Face({ data, number }: { data: Accounts; number: string | undefined }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { data: shop } = useQuery(business)
  const { data: how } = useQuery(look)
  const { cards, points } = useProgrammeNames()
  const { say: sayCard } = useWords(cardWords)
  const balance = data.balances.points ?? 0
  if (!how || !shop) return null
  const waiting = data.pending.points ?? 0
  const common = {
    ...{ look: how, business: shop.name },
    ...(shop.sandbox && { demo: say('nav.demo') }),
  }
  return (
    <>
      <div className={styles.cards}>
        {cards.map((card) => (
          <OneCard
            key={card.id}
            card={card}
            has={data.stamps.find((one) => one.card === card.id)?.stamps ?? 0}
            several={cards.length > 1}
            common={common}
          />
        ))}
        {points && cards.length === 0 ? (
          <CardFace
            {...common}
            points={{
              balance: formats.number(balance),
              unit: say('amount.points.unit', { count: balance }),
            }}
            sentence={
              data.tier?.next ? say('card.next_tier', { tier: data.tier.next.name }) : say('card.ready')
            }
            words={faceWords(sayCard, {})}
          />
        ) : null}
      </div>
      <Has data={data} waiting={waiting} number={number} />
    </>
  )
}

interface OneCardProps {
  card: ReturnType<typeof useProgrammeNames>['cards'][number]
  has: number
  several: boolean
  common: Pick<CardFaceProps, 'look' | 'business' | 'demo'>
}

function OneCard({ card, has, several, common }: OneCardProps) {
  const { say, language } = useWords(words)
  const { say: sayCard } = useWords(cardWords)
  const { number } = useFormats()
  const prizes = card.prizes.map((prize) => ({ ...prize, name: inWords(prize.name, language) }))
  const next = prizes.find(({ at }) => at > has)
  return (
    <CardFace
      {...common}
      {...(several && { called: inWords(card.name, language) })}
      stamps={{ size: card.size, has, prizes }}
      sentence={next ? say('card.missing', { count: next.at - has, what: next.name }) : say('card.ready')}
      {...(prizes.length > 1 && {
        small: prizes.map(({ at, name }) => `${number(at)}: ${name}`).join(' · '),
      })}
      words={faceWords(sayCard, { stamps: { has, size: card.size } })}
    />
  )
}

/** In plain lines what the picture can't say: points beside stamps, what waits, the tier, the credit. */
function Has({ data, waiting, number }: { data: Accounts; waiting: number; number: string | undefined }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { currency } = useContext(ShopContext)
  const { points } = useProgrammeNames()
  const credit = data.balances[`money:${currency}`] ?? 0
  const lines = [
    points ? { what: say('adjust.points'), value: formats.number(data.balances.points ?? 0) } : null,
    waiting > 0 ? { what: say('card.waiting'), value: formats.number(waiting) } : null,
    data.tier?.name ? { what: say('card.tier'), value: data.tier.name } : null,
    credit > 0 ? { what: say('card.credit'), value: formats.money(credit) } : null,
    number ? { what: say('fact.card'), value: number } : null,
  ].flatMap((line) => line ?? [])
  if (lines.length === 0) return null
  return (
    <dl className={styles.known}>
      {lines.map(({ what, value }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The ledger in words: what came and went, and why. */
function Movements({ id }: { id: string }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const list = useInfiniteQuery(entries(id))
  const all = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className={styles.part}>
      <h3>{say('ledger.title')}</h3>
      <Fault error={list.error} />
      {list.data && all.length === 0 ? <p className={styles.quiet}>{say('ledger.none')}</p> : null}
      <ul className={styles.rows}>
        {all.map((entry) => (
          <li key={entry.id}>
            <span>
              {entry.amount > 0 ? '+' : '−'}
              {sayAmount(entry.unit, Math.abs(entry.amount), say, formats)}
              <small>
                {[reasonOf(entry.reason, say), entry.note, entry.state === 'pending' && say('ledger.pending')]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <small>{formats.near(entry.at)}</small>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('story.earlier')}
        </Button>
      ) : null}
    </section>
  )
}

const reasons = new Set([
  ...[
    'purchase',
    'joining',
    'answers',
    'adjustment',
    'return',
    'redemption',
    'restore',
    'expiry',
    'completion',
  ],
  ...['sale', 'payment', 'refund', 'import', 'gift'],
])

function reasonOf(
  reason: string,
  say: ReturnType<typeof useWords<keyof (typeof words)['en']>>['say'],
): string {
  return reasons.has(reason) ? say(`reason.${reason as 'purchase'}`) : say('reason.other')
}
