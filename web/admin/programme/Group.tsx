import { useContext } from 'react'
import { useFormats } from '../../ui/format.ts'
import { useReorder } from '../../ui/reorder.ts'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import { move, type Programme, put, remove, withoutPoints } from './document.ts'
import { Editing } from './editing.ts'
import { PartRow } from './PartRow.tsx'
import { type Part, type PartKind, partsOf } from './parts.ts'
import styles from './programme.module.css'
import type { Editor } from './useProgramme.ts'
import { words } from './words/words.ts'

interface Props {
  kind: PartKind
  editor: Editor
  may: boolean
  /** The part that is open, by its place, and the field that was tapped. */
  opened: { place: string; field: string } | null
  onOpen(opened: { place: string; field: string } | null): void
}

/** The parts of one kind, to be changed, moved and taken out. */
export function Group({ kind, editor, may, opened, onOpen }: Props) {
  const { say } = useWords(words)
  const { today } = useFormats()
  const { programme } = useContext(Editing)
  const offer = useUndo()
  const parts = partsOf(programme, kind)
  const { handle, row } = useReorder((from, to) => {
    const list = parts[from]?.list
    if (!list) return
    onOpen(null)
    editor.edit(move(programme, list, from, to))
  })
  if (parts.length === 0) return null
  function takeOut(part: Part) {
    const before = programme
    onOpen(null)
    editor.edit(without(programme, part))
    offer({ done: say('taken_out'), undo: () => editor.edit(before) })
  }
  return (
    <section className={styles.group} aria-label={say(`group.${kind}`)}>
      <h2>{say(`group.${kind}`)}</h2>
      <ul className={styles.parts} data-rows>
        {parts.map((part, index) => {
          const place = part.path.join('.') || part.kind
          return (
            <PartRow
              key={place}
              part={part}
              spoken={editor.spoken}
              open={opened?.place === place ? opened.field : null}
              may={may}
              today={today}
              drag={row(index)}
              handle={parts.length > 1 ? handle(index, parts.length) : null}
              onOpen={(field) => onOpen({ place, field })}
              onClose={() => onOpen(null)}
              onEdit={editor.edit}
              onRemove={() => takeOut(part)}
            />
          )
        })}
      </ul>
    </section>
  )
}

function without(programme: Programme, { kind, path }: Part): Programme {
  if (kind === 'points') return withoutPoints(programme)
  if (kind === 'joining') return put(programme, ['joining'], null)
  return remove(programme, path)
}
