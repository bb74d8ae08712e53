import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { uploadPicture } from '../../api/pictures.ts'
import { Fault } from '../../ui/Told.tsx'
import styles from './rewards.module.css'
import { useSaying } from './saying.tsx'

type Shown = { id: string; url: string } | null

/** A picture of the reward: chosen, seen, changed or taken away. */
export function PictureField({ value, onChange }: { value: Shown; onChange(value: Shown): void }) {
  const { say } = useSaying()
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({ mutationFn: uploadPicture, onSuccess: onChange })
  return (
    <div className={styles.pictureField}>
      <span className={styles.label}>{say('field.picture')}</span>
      {value ? <img src={value.url} alt={say('picture.chosen')} /> : null}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={say('picture.choose')}
        className={styles.file}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) upload.mutate(file)
        }}
      />
      <span className={styles.acts}>
        <Button
          variant="light"
          loading={upload.isPending}
          leftSection={<IconPhoto size={18} stroke={1.75} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {say(value ? 'picture.other' : 'picture.choose')}
        </Button>
        {value ? (
          <Button variant="default" onClick={() => onChange(null)}>
            {say('picture.none')}
          </Button>
        ) : null}
      </span>
      <Fault error={upload.error} />
    </div>
  )
}
