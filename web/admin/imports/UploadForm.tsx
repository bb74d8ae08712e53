import { Button, FileInput, Radio } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sendFile } from '../../api/api.ts'
import type { ImportKind } from '../../api/settings.ts'
import form from '../../ui/form.module.css'
import { useIntent } from '../../ui/intent.ts'
import list from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { words } from './words/words.ts'

const kinds = ['customers', 'products', 'purchases'] as const
const MOST_BYTES = 100 * 1_048_576

/** What it is, and the file. */
export function UploadForm() {
  const { say } = useWords(words)
  const navigate = useNavigate()
  const intent = useIntent()
  const [kind, setKind] = useState<ImportKind>('customers')
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState(false)
  const upload = useMutation({
    mutationFn: (chosen: File) => {
      const { name, size, lastModified } = chosen
      const key = intent.keyFor({ name, size, lastModified })
      return sendFile<{ id: string }>(`/api/v1/imports/files?name=${encodeURIComponent(name)}`, chosen, key)
    },
    onSuccess: ({ id }) => navigate({ to: '/settings/imports', search: { file: id, kind } }),
  })
  const fault = !tried
    ? undefined
    : !file
      ? say('upload.missing')
      : file.size > MOST_BYTES
        ? say('upload.too_large')
        : undefined
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (file && file.size <= MOST_BYTES) upload.mutate(file)
  }
  return (
    <form className={`${list.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <Radio.Group label={say('upload.what')} value={kind} onChange={(value) => setKind(value as ImportKind)}>
        {kinds.map((value) => (
          <Radio
            key={value}
            mt="sm"
            value={value}
            label={say(`kind.${value}`)}
            description={say(`kind.${value}.lead`)}
          />
        ))}
      </Radio.Group>
      <FileInput
        label={say('upload.file')}
        description={say('upload.formats')}
        placeholder={say('upload.choose')}
        accept=".csv,.gz,.tsv,.txt,.xlsx"
        value={file}
        onChange={setFile}
        error={fault}
      />
      <Fault error={upload.error} />
      <div>
        <Button type="submit" loading={upload.isPending}>
          {say('upload.do')}
        </Button>
      </div>
    </form>
  )
}
