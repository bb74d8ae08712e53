import type { ReactNode } from 'react'
import css from './card.module.css'
import { type Look, paintOf } from './look.ts'
import { Qr } from './Qr.tsx'
import { Line, Print } from './Shape.tsx'
import { STAMPS_DRAWN, Stamps, type StampsShown } from './Stamps.tsx'

export interface PointsShown {
  /** As it is written: `2 340`. */
  balance: string
  unit: string
  /** How far to what comes next, 0 to 1. */
  share?: number | undefined
}

export interface CardFaceProps {
  look: Look
  business: string
  /** Which of several cards it is. */
  called?: string | undefined
  /** Where it is a demo: what it says so by. */
  demo?: string | undefined
  stamps?: StampsShown | undefined
  /** How many of the stamps have come just now: they land. */
  landed?: number | undefined
  points?: PointsShown | undefined
  /** What is missing, or what is there to take: one sentence. */
  sentence: ReactNode
  small?: ReactNode
  /** What to do about it, between sentence and perforation. */
  children?: ReactNode
  /** The text of the QR code; without it the card ends before the perforation. */
  qr?: string | undefined
  /** The number below it, as people read it aloud. */
  number?: string | undefined
  words: FaceWords
}

/** What the card itself says. */
export interface FaceWords {
  /** What the stamps come to, for who can't see them. */
  stamps?: string | undefined
  /** Show when you pay. */
  show: string
  /** New code every minute; left out where the code stays as it is. */
  fresh?: string | undefined
  /** What the code is, for who can't see it. */
  code: string
}

/**
 * A business's card in its own colour, as the paper card it replaces: name, stamps or points, one sentence, a
 * perforation, and the code to show. Plain JSX without hooks, so that the customer's card, the set-up and the back
 * office draw the same one.
 */
export function CardFace(props: CardFaceProps) {
  const { look, stamps, points, sentence, small, children } = props
  return (
    <section
      className={css.card}
      style={paintOf(look)}
      aria-label={[props.business, props.called].filter(Boolean).join(': ')}
    >
      <header className={css.head}>
        <Name look={look} business={props.business} />
        {props.demo && <span className={css.demo}>{props.demo}</span>}
      </header>
      {props.called && <p className={css.called}>{props.called}</p>}
      {stamps && stamps.size > STAMPS_DRAWN && (
        <Points
          points={{
            balance: String(stamps.has),
            unit: `/ ${stamps.size}`,
            share: stamps.has / stamps.size,
          }}
        />
      )}
      {stamps && stamps.size <= STAMPS_DRAWN && (
        <>
          <Stamps look={look} stamps={stamps} landed={props.landed ?? 0} />
          {props.words.stamps && <p className={css.unseen}>{props.words.stamps}</p>}
        </>
      )}
      {points && <Points points={points} />}
      <p className={css.sentence}>{sentence}</p>
      {small && <p className={css.small}>{small}</p>}
      {children}
      {props.qr && <Code qr={props.qr} number={props.number} words={props.words} />}
    </section>
  )
}

function Name({ look, business }: { look: Look; business: string }) {
  const { logo, nameSvg, stamp } = look
  const sign = logo && stamp !== 'logo' ? <img className={css.logo} src={logo} alt="" /> : null
  return (
    <span className={css.name}>
      {stamp === 'logo' && logo ? <Print shape="logo" logo={logo} size={28} /> : sign}
      {nameSvg ? (
        <svg className={css.serif} viewBox={nameSvg.viewBox} role="img" aria-label={business}>
          {nameSvg.paths.map((path) => (
            <path key={path} d={path} fill="currentColor" />
          ))}
        </svg>
      ) : (
        <span>{business}</span>
      )}
    </span>
  )
}

function Points({ points: { balance, unit, share } }: { points: PointsShown }) {
  return (
    <>
      <p className={css.points}>
        <b>{balance}</b> {unit}
      </p>
      {share !== undefined && (
        <span className={css.bar} aria-hidden="true">
          <span style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
        </span>
      )}
    </>
  )
}

function Code({ qr, number, words }: { qr: string; number: string | undefined; words: FaceWords }) {
  return (
    <>
      <hr className={css.perforation} />
      <div className={css.code}>
        <span className={css.qr}>
          <Qr text={qr} label={words.code} />
        </span>
        <span className={css.told}>
          <b>{words.show}</b>
          {number && <span className={css.number}>{number}</span>}
          {words.fresh && (
            <span className={css.fresh}>
              <Line of="again" size={14} /> {words.fresh}
            </span>
          )}
        </span>
      </div>
    </>
  )
}
