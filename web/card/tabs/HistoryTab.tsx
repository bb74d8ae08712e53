import { useCallback, useEffect, useState } from 'react'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { Told, wordsOfFault } from '../parts.tsx'
import type { HistoryLine } from '../shapes.ts'
import { type Speech, useSpeech, type Word } from '../speech.ts'

/** What moved on her card, the latest first; every line ends in its reason. */
export function HistoryTab({ ask }: { ask: Asker }) {
  const speech = useSpeech()
  const { say } = speech
  const [lines, setLines] = useState<HistoryLine[]>()
  const [next, setNext] = useState<string | null>(null)
  const [fault, setFault] = useState<string>()
  const load = useCallback(
    async (after: string | null) => {
      const path = `/card/history?limit=30${after ? `&after=${after}` : ''}`
      try {
        const page = await ask<{ items: HistoryLine[]; next: string | null }>('GET', path)
        setLines((before) => [...(after ? (before ?? []) : []), ...page.items])
        setNext(page.next)
        setFault(undefined)
      } catch (error) {
        setFault(wordsOfFault(error, speech))
      }
    },
    [ask, speech],
  )
  useEffect(() => void load(null), [load])
  return (
    <>
      <h1>{say('tab.history')}</h1>
      {lines?.length === 0 && <p>{say('history.none')}</p>}
      <ul className={css.lines}>
        {lines?.map((line) => (
          <li key={line.id}>
            <span>
              <b>{amountOf(line, speech)}</b>
              <time dateTime={line.at}>{speech.near(line.at)}</time>
            </span>
            {line.goods && line.reason !== 'return' && <span>{goodsOf(line.goods, speech)}</span>}
            <span>{[reasonOf(line, speech), more(line, speech)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {fault && <Told>{fault}</Told>}
      {next && (
        <button type="button" className={css.quiet} onClick={() => load(next)}>
          {say('history.more')}
        </button>
      )}
    </>
  )
}

function amountOf({ amount, unit }: HistoryLine, speech: Speech): string {
  const sign = amount > 0 ? '+' : '−'
  const size = Math.abs(amount)
  if (unit.kind === 'money') return sign + speech.money(size, unit.currency ?? '')
  return sign + speech.count(unit.kind, size, unit.words)
}

const reasons: Record<string, Word> = {
  joining: 'reason.joining',
  answers: 'reason.answers',
  adjustment: 'reason.adjustment',
  purchase: 'reason.purchase',
  return: 'reason.return',
  redemption: 'reason.redemption',
  restore: 'reason.restore',
  expiry: 'reason.expiry',
  completion: 'reason.completion',
  merge: 'reason.merge',
  sale: 'reason.sale',
  payment: 'reason.payment',
  refund: 'reason.refund',
}

function reasonOf({ because, note, reason, reward, goods }: HistoryLine, speech: Speech): string {
  const { say } = speech
  if (reason === 'return' && goods) return say('reason.return.what', { what: goodsOf(goods, speech) })
  if (because) return because
  if (note) return note
  if (reward && reason === 'redemption') return say('reason.redemption.what', { what: reward })
  if (reward && reason === 'restore') return say('reason.restore.what', { what: reward })
  return say(reasons[reason] ?? 'reason.gift')
}

/** `2 × Latte, 0.25 × Beans and 1 more · 2 480 Ft`. */
function goodsOf(
  { goods, more, currency, totalMinor }: NonNullable<HistoryLine['goods']>,
  { say, number, money }: Speech,
): string {
  const named = goods
    .map(({ name, quantity }) => (quantity === 1 ? name : `${number(quantity)} × ${name}`))
    .join(', ')
  const said = named && more > 0 ? say('history.and_more', { goods: named, n: more }) : named
  return [said, money(totalMinor, currency)].filter(Boolean).join(' · ')
}

function more({ state, expiresAt }: HistoryLine, speech: Speech): string | null {
  if (state === 'pending') return speech.say('history.pending')
  if (state === 'voided') return speech.say('history.voided')
  return expiresAt && speech.say('history.keep', { day: speech.day(expiresAt) })
}
