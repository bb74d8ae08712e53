import { ActionIcon, Button } from '@mantine/core'
import { IconChevronDown, IconGripVertical, IconTrash } from '@tabler/icons-react'
import { useContext, useEffect, useRef } from 'react'
import type { Spoken } from '../../api/offering.ts'
import { useWords } from '../../ui/words.tsx'
import type { Path, Programme } from './document.ts'
import { lookAt, put } from './document.ts'
import { Editing } from './editing.ts'
import { FieldsView } from './FieldsView.tsx'
import { belongs, fieldsOf, iconOf, type Part } from './parts.ts'
import styles from './programme.module.css'
import { Said } from './Said.tsx'
import { words } from './words/words.ts'

interface Props {
  part: Part
  spoken: Spoken
  /** Which field was tapped, where this part is open; `''`: none of them. */
  open: string | null
  may: boolean
  today: string
  drag: object
  handle: object | null
  onOpen(field: string): void
  onClose(): void
  onEdit(programme: Programme, place: Path): void
  onRemove(): void
}

/** One part of the programme: its sentences with words to tap, and below them, when one was tapped, all it can say. */
export function PartRow({ part, spoken, open, onClose, onEdit, drag, ...row }: Props) {
  const { say } = useWords(words)
  const { programme } = useContext(Editing)
  const sheet = useRef<HTMLDivElement>(null)
  const Icon = iconOf(programme, part)
  useEffect(() => {
    if (open !== null) fieldNamed(sheet.current, open)?.focus({ preventScroll: false })
  }, [open])
  const thing = lookAt(programme, part.path)
  const fields = fieldsOf(programme, part, { prize: say('ready.prize'), today: row.today })
  const concerns = spoken.concerns.filter(({ path }) => belongs(part, path))
  return (
    <li className={styles.part} data-open={open !== null || undefined} {...drag}>
      <div className={styles.partHead}>
        <span className={styles.sign}>
          <Icon size={22} stroke={1.75} aria-hidden="true" />
        </span>
        <Said part={part} spoken={spoken} may={row.may} onTap={row.onOpen} onEdit={onEdit} />
        {row.may ? (
          <Acts part={part} open={open !== null} handle={row.handle} row={row} onClose={onClose} />
        ) : null}
      </div>
      {concerns.map(({ code, text }) => (
        <p key={code} className={styles.concern}>
          {text}
        </p>
      ))}
      {open !== null && row.may ? (
        <div className={styles.sheet} ref={sheet}>
          <FieldsView
            fields={fields}
            thing={thing}
            path={part.path}
            onChange={(next) => onEdit(put(programme, part.path, next), part.path)}
          />
          <div className={styles.sheetActs}>
            {part.leaves ? (
              <Button
                variant="default"
                leftSection={<IconTrash size={18} stroke={1.75} aria-hidden="true" />}
                onClick={row.onRemove}
              >
                {say('take_out')}
              </Button>
            ) : null}
            <Button variant="light" onClick={onClose}>
              {say('close')}
            </Button>
          </div>
        </div>
      ) : null}
    </li>
  )
}

function Acts({
  part,
  open,
  handle,
  row,
  onClose,
}: {
  part: Part
  open: boolean
  handle: object | null
  row: Pick<Props, 'onOpen'>
  onClose(): void
}) {
  const { say } = useWords(words)
  return (
    <span className={styles.partActs}>
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={say(open ? 'close' : 'change')}
        aria-expanded={open}
        onClick={() => (open ? onClose() : row.onOpen(''))}
      >
        <IconChevronDown size={20} stroke={1.75} aria-hidden="true" data-turned={open || undefined} />
      </ActionIcon>
      {handle && part.list ? (
        <button type="button" className={styles.handle} aria-label={say('move')} {...handle}>
          <IconGripVertical size={20} stroke={1.75} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  )
}

/** The field that a word was about; the first one where there is none of that name. */
function fieldNamed(sheet: HTMLElement | null, name: string): HTMLElement | null {
  const inside = 'input, select, textarea'
  const named = name
    ? [...(sheet?.querySelectorAll<HTMLElement>('[data-field]') ?? [])].find((one) => {
        const own = one.dataset.field ?? ''
        return own === name || own.startsWith(`${name}.`)
      })
    : undefined
  if (named?.matches(inside)) return named
  return (named ?? sheet)?.querySelector<HTMLElement>(inside) ?? null
}
