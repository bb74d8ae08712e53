import { useQuery } from '@tanstack/react-query'
import { look } from '../../../api/looks.ts'
import { business } from '../../../api/questions.ts'
import { wallet } from '../../../api/wallet.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
import { AppleSection } from './AppleSection.tsx'
import { GoogleSection } from './GoogleSection.tsx'
import { PassPreview } from './PassPreview.tsx'
import styles from './wallet.module.css'
import { words } from './words/words.ts'

/** The card in the wallets of phones: what it takes, how it stands, how it will look. */
export function WalletPage() {
  const { say } = useWords(words)
  const { data: now, error } = useQuery(wallet)
  const { data: shop } = useQuery(business)
  const { data: own } = useQuery(look)
  return (
    <>
      <SettingsHead title={say('wallet.title')} lead={say('wallet.lead')} />
      <p className={styles.without}>{say('wallet.without')}</p>
      <Fault error={error} />
      <div className={styles.page}>
        <div>
          {now ? (
            <>
              <AppleSection apple={now.apple} />
              <GoogleSection google={now.google} />
            </>
          ) : null}
        </div>
        {shop && own ? <PassPreview business={shop.name} look={own} /> : null}
      </div>
    </>
  )
}
