import { type Look, paintOf } from '../ui/card/look.ts'
import css from './card.module.css'
import { useSpeech } from './speech.ts'

export interface GoneFirst {
  gone: 'erased' | 'revoked' | 'unknown'
  look?: Look
  business?: { id: string; name: string }
}

/** A link that opens no card says why, kindly, and where a new one is. */
export function Gone({ first }: { first: GoneFirst }) {
  const { say } = useSpeech()
  const { gone, look, business } = first
  return (
    <main className={css.alone} style={look && paintOf(look)}>
      {business && <p className={css.shop}>{business.name}</p>}
      <h1>{say(`gone.${gone}`)}</h1>
      {business ? (
        <a className={css.main} href={`/join/${business.id}`}>
          {say('gone.join')}
        </a>
      ) : (
        <p>{say('gone.unknown.sub')}</p>
      )}
    </main>
  )
}
