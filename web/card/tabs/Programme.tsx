import { useEffect, useState } from 'react'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { useSpeech } from '../speech.ts'

interface Place {
  name: string
  address: string | null
  phone: string | null
}
interface Told {
  sentences: { about: 'joining' | 'earn' | 'points' | 'stamps' | 'tiers'; text: string }[]
  places: Place[]
}
const order = ['joining', 'earn', 'stamps', 'points', 'tiers'] as const

/** What the programme expects and gives, in plain words; and where the shop is. */
export function Programme({ ask }: { ask: Asker }) {
  const { say } = useSpeech()
  const [told, setTold] = useState<Told>()
  useEffect(() => {
    // Without a network there is nothing to read, and the tab says so already.
    ask<Told>('GET', '/card/programme').then(setTold, () => undefined)
  }, [ask])
  if (!told) return null
  return (
    <>
      <section>
        <h2>{say('me.programme')}</h2>
        {order.map((about) => {
          const said = told.sentences.filter((one) => one.about === about)
          if (said.length === 0) return null
          return (
            <div key={about}>
              <h3>{say(`about.${about}`)}</h3>
              <ul className={css.sentences}>
                {said.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </div>
          )
        })}
      </section>
      {told.places.length > 0 && <Places places={told.places} />}
    </>
  )
}

function Places({ places }: { places: Place[] }) {
  const { say } = useSpeech()
  return (
    <section>
      <h2>{say('me.places')}</h2>
      {places.map(({ name, address, phone }) => (
        <div key={name}>
          <h3>{name}</h3>
          {address && <p className={css.address}>{address}</p>}
          {phone && (
            <a className={css.call} href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
              {phone}
            </a>
          )}
        </div>
      ))}
    </section>
  )
}
