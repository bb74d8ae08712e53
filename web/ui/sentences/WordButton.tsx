import { Button, Popover, Radio, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type FormEvent, useContext, useId, useState } from 'react'
import { decimalsOf } from '../../../server/platform/money.ts'
import { ShopContext } from '../format.ts'
import { useWords } from '../words.tsx'
import type { TapWord } from './sentence.ts'
import styles from './sentences.module.css'
import { words } from './words/words.ts'

interface Props<Changed> {
  word: TapWord<Changed>
  fault?: string | undefined
  onChange(changed: Changed): void
}

/** A word that can be tapped: what it can be instead opens below it. */
export function WordButton<Changed>({ word, fault, onChange }: Props<Changed>) {
  const { say } = useWords(words)
  const [open, setOpen] = useState(false)
  const faultId = useId()
  const done = (changed: Changed) => {
    setOpen(false)
    onChange(changed)
  }
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        width={280}
        shadow="none"
      >
        <Popover.Target>
          <UnstyledButton
            className={styles.word}
            data-wrong={fault ? true : undefined}
            aria-label={say('change', { label: word.label, shown: word.shown })}
            aria-describedby={fault ? faultId : undefined}
            onClick={() => setOpen(!open)}
          >
            {word.shown}
            <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={styles.editor}>
          {word.kind === 'choice' ? (
            <Choices word={word} onDone={done} />
          ) : (
            <Typed word={word} onDone={done} />
          )}
        </Popover.Dropdown>
      </Popover>
      {fault ? (
        <span id={faultId} className={styles.fault} role="alert">
          {fault}
        </span>
      ) : null}
    </>
  )
}

type Of<Changed, Kind> = Extract<TapWord<Changed>, { kind: Kind }>

function Choices<Changed>({ word, onDone }: { word: Of<Changed, 'choice'>; onDone(changed: Changed): void }) {
  const { say } = useWords(words)
  const [value, setValue] = useState(word.value)
  function submit(event: FormEvent) {
    event.preventDefault()
    onDone(word.set(value))
  }
  return (
    <form onSubmit={submit}>
      <Radio.Group label={word.label} value={value} onChange={setValue}>
        <div className={styles.choices}>
          {word.choices.map((choice) => (
            <Radio key={choice.value} value={choice.value} label={choice.label} />
          ))}
        </div>
      </Radio.Group>
      <Button type="submit" fullWidth>
        {say('done')}
      </Button>
    </form>
  )
}

function Typed<Changed>({
  word,
  onDone,
}: {
  word: Of<Changed, 'number' | 'money' | 'text'>
  onDone(changed: Changed): void
}) {
  const { say } = useWords(words)
  const { currency } = useContext(ShopContext)
  const decimals = word.kind === 'money' ? decimalsOf(currency) : 0
  const [text, setText] = useState(() =>
    word.kind === 'money' ? (word.value / 10 ** decimals).toFixed(decimals) : String(word.value),
  )
  const [fault, setFault] = useState<string>()
  function submit(event: FormEvent) {
    event.preventDefault()
    const read = readWord(word, text, decimals)
    if (read) return onDone(read)
    if (word.kind === 'number') setFault(say('wrong', { least: word.least, most: word.most }))
    else setFault(say(word.kind === 'money' ? 'wrong.money' : 'wrong.text'))
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        label={word.label}
        value={text}
        inputMode={word.kind === 'text' ? 'text' : decimals > 0 ? 'decimal' : 'numeric'}
        maxLength={word.kind === 'text' ? 120 : 15}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        error={fault}
        data-autofocus
      />
      <Button type="submit" fullWidth>
        {say('done')}
      </Button>
    </form>
  )
}

/** What it is changed to, or null when what was typed is no such word. */
function readWord<Changed>(
  word: Of<Changed, 'number' | 'money' | 'text'>,
  text: string,
  decimals: number,
): Changed | null {
  if (word.kind === 'text') return text.trim() === '' ? null : word.set(text.trim())
  const number = Number(text.replace(/[\s\u00a0]/g, '').replace(',', '.'))
  if (!Number.isFinite(number)) return null
  const value = Math.round(number * 10 ** decimals)
  if (word.kind === 'money') return value >= 1 && value <= 1_000_000_000_000 ? word.set(value) : null
  return Number.isInteger(number) && value >= word.least && value <= word.most ? word.set(value) : null
}
