import { IconChevronDown } from '@tabler/icons-react'
import { useContext } from 'react'
import type { Sentence, Spoken } from '../../api/offering.ts'
import { useFormats } from '../../ui/format.ts'
import { type TapSentence, tapSentences } from '../../ui/sentences/programme.ts'
import { WordButton } from '../../ui/sentences/WordButton.tsx'
import { words as tapWords } from '../../ui/sentences/words/words.ts'
import { useWords } from '../../ui/words.tsx'
import { lookAt, type Path, type Programme } from './document.ts'
import { Editing } from './editing.ts'
import { fieldFor } from './fields.ts'
import { belongs, type Part } from './parts.ts'
import styles from './programme.module.css'
import { words } from './words/words.ts'

interface Props {
  part: Part
  spoken: Spoken
  may: boolean
  onTap(field: string): void
  onEdit(programme: Programme, place: Path): void
}

/**
 * What a part says. First the sentences whose words are changed in place; then what else the programme says about it,
 * whose words lead to the part's own form.
 */
export function Said({ part, spoken, may, onTap, onEdit }: Props) {
  const { say } = useWords(words)
  const { nameOf, programme, faultAt } = useContext(Editing)
  const tapped = useTapped(part, may)
  // Whether a full card starts anew is said with its last prize.
  const covered = [
    ...tapped.flatMap(pathsOf),
    ...(tapped.length > 0 ? [[...part.path, 'mode'].join('.')] : []),
  ]
  const rest = spoken.sentences.filter(({ path }) => belongs(part, path) && !isCovered(path, covered))
  if (tapped.length + rest.length === 0) {
    const thing = lookAt(programme, part.path) as { id?: string; name?: unknown }
    return (
      <p className={styles.said}>
        {thing.id ? nameOf({ ...thing, id: thing.id }) : say(`silent.${part.kind}`)}
      </p>
    )
  }
  return (
    <div className={styles.saids}>
      {tapped.map(({ id, pieces }) => (
        <p key={id} className={styles.said}>
          {pieces.map((piece) =>
            typeof piece === 'string' ? (
              <span key={piece}>{piece}</span>
            ) : (
              <WordButton
                key={piece.path}
                word={piece}
                fault={faultAt(piece.path.split('.'))}
                onChange={(next) => onEdit(next, piece.path.split('.'))}
              />
            ),
          )}
        </p>
      ))}
      {rest.map((sentence) => (
        <Rest key={sentence.text} sentence={sentence} part={part} may={may} onTap={onTap} />
      ))}
    </div>
  )
}

function Rest({
  sentence: { path, pieces },
  part,
  may,
  onTap,
}: { sentence: Sentence } & Pick<Props, 'part' | 'may' | 'onTap'>) {
  return (
    <p className={styles.said}>
      {pieces.map((piece, index) => {
        const key = `${index} ${piece.text}`
        if (piece.param === undefined || !may) return <span key={key}>{piece.text}</span>
        const field = fieldFor(path.slice(part.path.length), piece.param)
        return (
          <button key={key} type="button" className={styles.word} onClick={() => onTap(field)}>
            {piece.text}
            <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
          </button>
        )
      })}
    </p>
  )
}

/** The sentences of a part whose words can be changed in place; none for who may only look. */
function useTapped(part: Part, may: boolean): TapSentence[] {
  const { say, language } = useWords(tapWords)
  const formats = useFormats()
  const { programme } = useContext(Editing)
  if (!may) return []
  return tapSentences({ document: programme, language, say, formats }).filter((sentence) => {
    const [first] = pathsOf(sentence)
    return first !== undefined && belongs(part, first.split('.').map(step))
  })
}

function pathsOf({ pieces }: TapSentence): string[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.path]))
}

const step = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)

/** Whether the words of a tapped sentence say already what stands at a place. */
function isCovered(path: Path, covered: readonly string[]): boolean {
  const place = path.join('.')
  return covered.some((one) => one === place || one.startsWith(`${place}.`))
}
