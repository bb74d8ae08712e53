import { Button, Menu } from '@mantine/core'
import { IconHistory, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { business } from '../../api/questions.ts'
import { useFormats } from '../../ui/format.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { additionsTo } from './additions.ts'
import { Cards } from './Cards.tsx'
import { Editing, type EditingHere } from './editing.ts'
import { faultWord } from './faults.ts'
import { Group } from './Group.tsx'
import { OneSentence } from './OneSentence.tsx'
import type { PartKind } from './parts.ts'
import { type Part, partsOf } from './parts.ts'
import styles from './programme.module.css'
import { Replayed } from './Replayed.tsx'
import { SaveBar } from './SaveBar.tsx'
import { TierSteps } from './TierSteps.tsx'
import { inLanguage } from './texts.ts'
import { type Editor, useProgramme } from './useProgramme.ts'
import { words } from './words/words.ts'

const above: PartKind[] = ['rules', 'multipliers', 'stampCards', 'points']
const below: PartKind[] = ['caps', 'exclude', 'joining', 'ends']

/** What regulars get, as sentences: tap a word to change it, see what it would mean, put it in force. */
export function ProgrammePage() {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { day } = useFormats()
  const editor = useProgramme()
  const here = useEditing(editor)
  const [opened, setOpened] = useState<{ place: string; field: string } | null>(null)
  useUndoKeys(editor)
  const { inForce, document } = editor
  const changes = may('programme:write')
  if (!inForce || !document || !here) {
    return (
      <>
        <PageHead title={say('title')} />
        <Fault error={editor.error} />
      </>
    )
  }
  const since = say(inForce.by ? 'in_force_by' : 'in_force', {
    number: inForce.number,
    day: day(inForce.createdAt),
    name: inForce.by?.name ?? '',
  })
  const groups = (kinds: PartKind[]) =>
    kinds.map((kind) => (
      <Group key={kind} kind={kind} editor={editor} may={changes} opened={opened} onOpen={setOpened} />
    ))
  return (
    <Editing value={here}>
      <PageHead
        title={say('title')}
        lead={say(changes ? 'lead' : 'lead_look')}
        above={since}
        actions={
          <Button
            variant="default"
            leftSection={<IconHistory size={18} stroke={1.75} aria-hidden="true" />}
            renderRoot={(props) => <Link to="/programme/versions" {...props} />}
          >
            {say('versions')}
          </Button>
        }
      />
      <div className={styles.columns}>
        <div>
          {groups(above)}
          <TierSteps onOpen={(place) => setOpened({ place, field: '' })} may={changes} />
          {groups(['levels', 'tiers'])}
          {groups(below)}
          {changes ? <AddMenu editor={editor} onAdded={(place) => setOpened({ place, field: '' })} /> : null}
          <OneSentence spoken={editor.spoken} />
          <Fault error={editor.refused?.code === 'programme.invalid' ? null : editor.refused} />
        </div>
        <aside className={styles.aside} aria-label={say('seen_so')}>
          <Cards />
          <Replayed editor={editor} />
        </aside>
      </div>
      {changes ? <SaveBar editor={editor} /> : null}
    </Editing>
  )
}

function useEditing({ document, refused }: Editor): EditingHere | null {
  const { say, language } = useWords(words)
  const { data: shop } = useQuery(business)
  const main = shop?.language ?? language
  const fault = refused?.code === 'programme.invalid' ? refused.faults[0] : undefined
  return useMemo(() => {
    if (!document) return null
    return {
      ...{ programme: document, main },
      nameOf: ({ id, name }) => (name ? inLanguage(name, language) : id),
      faultAt: (path) => (fault && path.join('.') === fault.field ? say(faultWord(fault.field)) : undefined),
    }
  }, [document, main, fault, language, say])
}

function AddMenu({ editor, onAdded }: { editor: Editor; onAdded(place: string): void }) {
  const { say } = useWords(words)
  const { data: shop } = useQuery(business)
  const programme = editor.document!
  const ready = {
    ...{ prize: say('ready.prize'), card: say('ready.card'), point: say('ready.point') },
    ...{ tier: say('ready.tier'), product: say('ready.product') },
    stepMinor: stepIn(shop?.currency ?? 'EUR'),
  }
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}>
          {say('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {additionsTo(programme).map(({ word, kind, make }) => (
          <Menu.Item
            key={word}
            onClick={() => {
              const next = make(programme, ready)
              editor.edit(next)
              const added: Part | undefined = partsOf(next, kind).at(-1)
              if (added) onAdded(added.path.join('.') || added.kind)
            }}
          >
            {say(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What a point is given for, where the shop has not said it. */
function stepIn(currency: string): number {
  return currency === 'MNT' ? 1_000 : 100
}

/** Ctrl+Z and its kin, unless somebody types: a field has an undo of its own. */
function useUndoKeys({ undo, redo }: Editor): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      if (event.target instanceof HTMLInputElement && event.target.type === 'text') return
      const step = event.shiftKey ? redo : undo
      if (!step) return
      event.preventDefault()
      step()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [undo, redo])
}
