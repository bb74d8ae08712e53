import css from './card.module.css'
import { Icon } from './Icon.tsx'
import type { CardState } from './shapes.ts'
import { useSpeech } from './speech.ts'

interface Props {
  state: CardState
  token: string
}

// Links and no buttons: Safari hands a pass on to Wallet, and Android a link of Google's, only where she goes herself.
const addresses = { apple: 'card.pkpass', google: 'google-wallet' } as const
type Kind = keyof typeof addresses

/** What a card that was kept before there were wallets doesn't know, it doesn't offer. */
function offered({ wallets }: CardState): Kind[] {
  return (['apple', 'google'] as const).filter((kind) => wallets?.[kind])
}

/** Apple's wallet is on iPhones, iPads and Macs, where Safari opens it; everywhere else there is Google's. */
function ofThisDevice(): Kind {
  const { userAgent } = navigator
  const isMac = /Macintosh/.test(userAgent) && /Version\/\S+ Safari/.test(userAgent)
  return /iPhone|iPad|iPod/.test(userAgent) || isMac ? 'apple' : 'google'
}

/** The wallet of this device, in one line below the card. */
export function WalletLine({ state, token }: Props) {
  const { say } = useSpeech()
  const kind = ofThisDevice()
  if (!offered(state).includes(kind)) return null
  return (
    <p className={css.note}>
      <Icon of="wallet" size={18} />
      {say('wallet.line')}
      <a className={css.link} href={`/card/${token}/${addresses[kind]}`}>
        {say(`wallet.${kind}`)}
      </a>
    </p>
  )
}

/** Every wallet that the shop has set up, whatever device this is. */
export function WalletList({ state, token }: Props) {
  const { say } = useSpeech()
  const kinds = offered(state)
  if (kinds.length === 0) return null
  return (
    <section>
      <h2>{say('wallet.title')}</h2>
      <div className={css.stack}>
        {kinds.map((kind) => (
          <a key={kind} className={css.quiet} href={`/card/${token}/${addresses[kind]}`}>
            {say(`wallet.${kind}`)}
          </a>
        ))}
        <p className={css.hint}>{say('wallet.hint')}</p>
      </div>
    </section>
  )
}
