import { Button, Radio, TextInput, UnstyledButton } from '@mantine/core'
import { IconPhoto, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { uploadPicture } from '../../api/looks.ts'
import type { StampShape } from '../../ui/card/look.ts'
import { Print } from '../../ui/card/Shape.tsx'
import { pickable, prepared } from '../../ui/pictures/prepare.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './look.module.css'
import type { LookChange } from './useLookChange.ts'
import { words } from './words/words.ts'

/** What a business chooses about its look. */
export function LookFields({ business, change }: { business: string; change: LookChange }) {
  return (
    <div className={styles.fields}>
      <Colour change={change} />
      <Stamp change={change} />
      <Logo change={change} />
      <Name business={business} change={change} />
      <Fault error={change.error} />
    </div>
  )
}

/** Colours that shops have, the eye's whole circle: whoever has one of her own writes it. */
const swatches = [
  ['#F2B705', 'honey'],
  ['#E07A2F', 'orange'],
  ['#C8402F', 'red'],
  ['#9E1B32', 'wine'],
  ['#B85C8E', 'rose'],
  ['#6B4A9E', 'violet'],
  ['#24508C', 'blue'],
  ['#4FA3D9', 'sky'],
  ['#2F6B4F', 'green'],
  ['#8A9A3B', 'olive'],
  ['#7A4B2A', 'brown'],
  ['#2B2B2B', 'black'],
] as const

function Colour({ change: { wish, change } }: { change: LookChange }) {
  const { say } = useWords(words)
  const [text, setText] = useState(wish.colour)
  const own = !/^#[0-9a-f]{6}$/i.test(text)
  const choose = (colour: string) => {
    setText(colour.toUpperCase())
    change({ colour: colour.toUpperCase() })
  }
  function type(typed: string) {
    const hex = typed.startsWith('#') ? typed : `#${typed}`
    setText(hex.toUpperCase())
    if (/^#[0-9a-f]{6}$/i.test(hex)) change({ colour: hex.toUpperCase() })
  }
  return (
    <fieldset className={styles.group}>
      <legend>{say('colour')}</legend>
      <div className={styles.swatches}>
        {swatches.map(([colour, name]) => (
          <UnstyledButton
            key={colour}
            className={styles.swatch}
            style={{ background: colour }}
            aria-label={say(`colour.${name}`)}
            aria-pressed={wish.colour === colour}
            onClick={() => choose(colour)}
          />
        ))}
      </div>
      <div className={styles.ownColour}>
        <input
          type="color"
          className={styles.picker}
          aria-label={say('colour.pick')}
          value={wish.colour}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <TextInput
          label={say('colour.own')}
          value={text}
          maxLength={7}
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
          error={own ? say('colour.wrong') : undefined}
        />
      </div>
    </fieldset>
  )
}

const shapes = ['cup', 'scissors', 'leaf', 'bag', 'bed', 'star'] as const satisfies StampShape[]

function Stamp({ change: { wish, look, change } }: { change: LookChange }) {
  const { say } = useWords(words)
  const all: StampShape[] = look.logo ? [...shapes, 'logo'] : [...shapes]
  return (
    <fieldset className={styles.group}>
      <legend>{say('stamp')}</legend>
      <div className={styles.stamps}>
        {all.map((shape) => (
          <UnstyledButton
            key={shape}
            className={styles.stamp}
            aria-pressed={wish.stamp === shape}
            onClick={() => change({ stamp: shape })}
          >
            <Print shape={shape} logo={look.logo} size={28} />
            <span>{say(`stamp.${shape}`)}</span>
          </UnstyledButton>
        ))}
      </div>
    </fieldset>
  )
}

function Logo({ change: { wish, look, change } }: { change: LookChange }) {
  const { say } = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: async (file: File) => uploadPicture(await prepared(file)),
    onSuccess: ({ id, url }) => change({ logo: id }, { logo: url }),
  })
  return (
    <fieldset className={styles.group}>
      <legend>{say('logo')}</legend>
      <p>{say('logo.hint')}</p>
      <div className={styles.logo}>
        {look.logo ? <img src={look.logo} alt={say('logo.now')} /> : null}
        <input
          ref={input}
          type="file"
          accept={pickable}
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file) upload.mutate(file)
          }}
        />
        <Button
          variant="default"
          loading={upload.isPending}
          leftSection={<IconPhoto size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {say(look.logo ? 'logo.other' : 'logo.upload')}
        </Button>
        {look.logo ? (
          <Button
            variant="subtle"
            leftSection={<IconTrash size={20} stroke={1.75} aria-hidden="true" />}
            onClick={() =>
              change({ logo: null, stamp: wish.stamp === 'logo' ? 'star' : wish.stamp }, { logo: null })
            }
          >
            {say('logo.remove')}
          </Button>
        ) : null}
      </div>
      <Fault error={upload.error} />
    </fieldset>
  )
}

function Name({ business, change: { wish, change } }: { business: string; change: LookChange }) {
  const { say } = useWords(words)
  return (
    <fieldset className={styles.group}>
      <legend>{say('letters')}</legend>
      <Radio.Group
        aria-label={say('letters')}
        value={wish.serif ? 'serif' : 'plain'}
        onChange={(value) => change({ serif: value === 'serif' })}
      >
        <div className={styles.letters}>
          <Radio value="plain" label={say('letters.plain')} description={business} />
          <Radio value="serif" label={say('letters.serif')} description={say('letters.hint')} />
        </div>
      </Radio.Group>
    </fieldset>
  )
}
