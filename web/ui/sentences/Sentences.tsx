import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconCalendar,
  IconCoin,
  IconDoorEnter,
  IconGift,
  IconMedal,
  IconPlus,
  IconRosette,
  IconSparkles,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import { useFormats } from '../format.ts'
import { useWords } from '../words.tsx'
import { additions, type TapSentence, tapSentences } from './programme.ts'
import type { Reading } from './sentence.ts'
import styles from './sentences.module.css'
import { WordButton } from './WordButton.tsx'
import { words } from './words/words.ts'

const icons = {
  earn: IconRosette,
  gift: IconGift,
  join: IconDoorEnter,
  time: IconCalendar,
  money: IconCoin,
  tier: IconMedal,
  more: IconSparkles,
}

interface Props {
  document: ProgrammeDocument
  onChange(document: ProgrammeDocument): void
  /** What is wrong, by the place in the document: `stampCards.0.prizes.0.name`. */
  faultAt?(path: string): string | undefined
  /** In place of a sentence's icon, for who has a picture of what it gives. */
  sign?(sentence: TapSentence): ReactNode
  /** Further sentences of the same kind, in their own `<li>`s, before the button for one more. */
  children?: ReactNode
}

/** A programme as sentences with words to tap. */
export function Sentences({ document, onChange, faultAt, sign, children }: Props) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const list = useRef<HTMLUListElement>(null)
  const reading: Reading = { document, language, say, formats }
  const more = additions(reading)
  function remove(sentence: TapSentence) {
    onChange(sentence.remove!())
    // What had the focus is gone: the list keeps it, so that the keyboard goes on from here.
    list.current?.focus()
  }
  return (
    <>
      <ul className={styles.list} ref={list} tabIndex={-1}>
        {tapSentences(reading).map((sentence) => (
          <SentenceRow
            key={sentence.id}
            icon={sign?.(sentence) ?? <Sign of={sentence.icon} />}
            onRemove={sentence.remove && (() => remove(sentence))}
            text={textOf(sentence)}
          >
            {sentence.pieces.map((piece) =>
              typeof piece === 'string' ? (
                <span key={piece}>{piece}</span>
              ) : (
                <WordButton key={piece.path} word={piece} fault={faultAt?.(piece.path)} onChange={onChange} />
              ),
            )}
          </SentenceRow>
        ))}
        {children}
      </ul>
      {more.length > 0 ? (
        <Menu position="bottom-start">
          <Menu.Target>
            <UnstyledButton className={styles.more}>
              <IconPlus size={18} stroke={1.75} aria-hidden="true" />
              {say('add.more')}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ key, add }) => (
              <Menu.Item key={key} onClick={() => onChange(add())}>
                {say(key)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  )
}

function Sign({ of }: { of: TapSentence['icon'] }) {
  const Icon = icons[of]
  return <Icon size={22} stroke={1.75} aria-hidden="true" />
}

function textOf({ pieces }: TapSentence): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.shown)).join('')
}

/** One sentence with its sign before it and the way to take it out behind. */
export function SentenceRow({
  icon,
  text,
  onRemove,
  children,
}: {
  icon: ReactNode
  text: string
  onRemove?: (() => void) | undefined
  children: ReactNode
}) {
  const { say } = useWords(words)
  return (
    <li className={styles.row}>
      <span className={styles.sign}>{icon}</span>
      <p className={styles.sentence}>{children}</p>
      {onRemove ? (
        <UnstyledButton
          className={styles.remove}
          aria-label={say('remove', { sentence: text })}
          onClick={onRemove}
        >
          <IconX size={18} stroke={1.75} aria-hidden="true" />
        </UnstyledButton>
      ) : null}
    </li>
  )
}
