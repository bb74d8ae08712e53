import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { drawings } from '../../../server/programme/document.ts'
import { type Picture, uploadPicture } from '../../api/looks.ts'
import { Line, type Outline } from '../../ui/card/Shape.tsx'
import { pickable, prepared } from '../../ui/pictures/prepare.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './setup.module.css'
import { words } from './words/words.ts'

interface Props {
  picture?: string | null | undefined
  icon: Outline
  onDrawing(of: Outline): void
  onPicture(picture: Picture): void
  busy?: boolean
}

/** Chooses what stands for something: one of our drawings, or a picture of one's own. */
export function PicturePicker({ picture, icon, onDrawing, onPicture, busy = false }: Props) {
  const { say } = useWords(words)
  const [open, setOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: async (file: File) => uploadPicture(await prepared(file)),
    onSuccess(made) {
      setOpen(false)
      onPicture(made)
    },
  })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus width={296}>
      <Popover.Target>
        <UnstyledButton
          className={styles.sign}
          aria-label={say('picture')}
          aria-busy={busy}
          onClick={() => setOpen(!open)}
        >
          {picture ? (
            <img src={picture.replace('.webp', '-small.webp')} alt="" />
          ) : (
            <Line of={icon} size={22} />
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.pictures}>
        <p>{say('picture.draw')}</p>
        <div className={styles.drawings}>
          {drawings.map((of) => (
            <UnstyledButton
              key={of}
              className={styles.drawing}
              aria-label={say(`drawing.${of}`)}
              aria-pressed={!picture && of === icon}
              onClick={() => {
                setOpen(false)
                onDrawing(of)
              }}
            >
              <Line of={of} size={24} />
            </UnstyledButton>
          ))}
        </div>
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
          fullWidth
          loading={upload.isPending}
          leftSection={<IconPhoto size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {say('picture.upload')}
        </Button>
        <Fault error={upload.error} />
      </Popover.Dropdown>
    </Popover>
  )
}
