import { Button } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { ask } from '../../../api/api.ts'
import type { Customer } from '../../../api/customers.ts'
import { Qr } from '../../../ui/card/Qr.tsx'
import { useIntent } from '../../../ui/intent.ts'
import { Secret } from '../../../ui/Secret.tsx'
import { Done, Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

/** The link to her card, shown as a QR code for her phone; and closing the card on every device that has it. */
export function CardLink({ person }: { person: Customer }) {
  const { say } = useWords(words)
  const intent = useIntent()
  const path = `/api/v1/customers/${person.id}`
  const show = useMutation({
    mutationFn: () => ask<{ url: string }>('POST', `${path}/card-link`, undefined, intent.keyFor(person.id)),
    onSuccess: () => intent.done(),
  })
  const close = useMutation({
    mutationFn: () => ask<{ closed: number }>('DELETE', `${path}/card-links`),
    onSuccess: () => show.reset(),
  })
  return (
    <section className={styles.part}>
      {show.data ? (
        <>
          <div className={styles.qr}>
            <Qr text={show.data.url} label={say('link.code', { name: person.name || say('nameless') })} />
          </div>
          <Secret lead={say('link.lead')}>{show.data.url}</Secret>
        </>
      ) : (
        <Button
          fullWidth
          variant="default"
          leftSection={<IconQrcode size={18} stroke={1.75} aria-hidden="true" />}
          loading={show.isPending}
          onClick={() => show.mutate()}
        >
          {say('link.show')}
        </Button>
      )}
      <Button fullWidth mt="xs" variant="subtle" loading={close.isPending} onClick={() => close.mutate()}>
        {say('link.close')}
      </Button>
      {close.data ? <Done>{say('link.closed', { count: close.data.closed })}</Done> : null}
      <Fault error={show.error ?? close.error} />
    </section>
  )
}
