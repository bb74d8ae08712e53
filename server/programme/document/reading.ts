import { Refused } from '../../platform/errors.ts'
import { type ProgrammeDocument, programmeDocument } from '../document.ts'

/** Reads a document that came from outside; refuses it naming the field at fault by its path below `at`. */
export function documentOf(document: unknown, at: string): ProgrammeDocument {
  const result = programmeDocument.safeParse(document)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = [at, ...issue.path.map(String)].filter(Boolean).join('.')
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  throw new Refused('programme.invalid', issue.message, {
    field: unknown ? [path, unknown].filter(Boolean).join('.') : path || 'document',
  })
}
