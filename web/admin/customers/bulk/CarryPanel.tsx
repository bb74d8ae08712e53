import { Button, Radio } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { saveAs } from '../../../api/api.ts'
import { Done, Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from '../customers.module.css'
import { SidePanel } from '../SidePanel.tsx'
import { words } from '../words/words.ts'
import type { Chosen } from './useChosen.ts'

const formats = ['csv', 'xlsx', 'vcf'] as const
type Format = (typeof formats)[number]

/** Takes the chosen ones along as a file. */
export function CarryPanel({ chosen, onClose }: { chosen: Chosen; onClose(): void }) {
  const { say } = useWords(words)
  const [format, setFormat] = useState<Format>('csv')
  const carry = useMutation({
    mutationFn: () => {
      const wish = { whom: chosen.whom(), format }
      return saveAs('/api/v1/customers/filtered/export', `customers.${format}`, wish)
    },
  })
  return (
    <SidePanel
      label={say('bulk.carry')}
      onClose={onClose}
      title={
        <>
          <h2>{say('bulk.carry')}</h2>
          <small>{say(chosen.about ? 'bulk.for.about' : 'bulk.for', { count: chosen.count })}</small>
        </>
      }
    >
      <div className={styles.fields}>
        <Radio.Group
          label={say('carry.format')}
          value={format}
          onChange={(value) => setFormat(value as Format)}
        >
          {formats.map((value) => (
            <Radio key={value} mt="sm" value={value} label={say(`carry.${value}`)} />
          ))}
        </Radio.Group>
        <Fault error={carry.error} />
        <Button loading={carry.isPending} onClick={() => carry.mutate()}>
          {say('carry.do')}
        </Button>
        {carry.isSuccess ? <Done>{say('carry.done')}</Done> : null}
      </div>
    </SidePanel>
  )
}
