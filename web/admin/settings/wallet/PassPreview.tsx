import { words as passWords } from '../../../../server/wallet/words.ts'
import { type Look, paintOf } from '../../../ui/card/look.ts'
import { Qr } from '../../../ui/card/Qr.tsx'
import { Stamps } from '../../../ui/card/Stamps.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from './wallet.module.css'
import { words } from './words/words.ts'

const SAMPLE = { has: 7, size: 10, prizes: [] }

/** A sample of the card in a wallet, in the shop's own colour, by the words that the pass itself has. */
export function PassPreview({ business, look }: { business: string; look: Look }) {
  const { say, language } = useWords(words)
  const pass = passWords[language]
  const field = (label: string, value: string | number) => (
    <div>
      <small>{label}</small>
      <b>{value}</b>
    </div>
  )
  return (
    <figure className={styles.preview}>
      <div className={styles.pass} style={paintOf(look)}>
        <header>
          {look.logo ? <img src={look.logo} alt="" /> : null}
          <b>{business}</b>
          {field(pass.stamps, `${SAMPLE.has} / ${SAMPLE.size}`)}
        </header>
        <div className={styles.strip}>
          <Stamps look={look} stamps={SAMPLE} landed={0} />
        </div>
        <div className={styles.fields}>
          {field(pass.next, pass.sample_reward)}
          {field(pass.missing, SAMPLE.size - SAMPLE.has)}
          {field(pass.name, pass.sample_name)}
        </div>
        <div className={styles.code}>
          <Qr text="SAMPLE" label={pass.sample} />
          <span>{pass.sample}</span>
        </div>
      </div>
      <figcaption>{say('preview')}</figcaption>
    </figure>
  )
}
