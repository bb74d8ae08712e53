import { type RefusalCode, refusals } from './refusals.ts'

/** A fault that keeps the program from starting: main prints the message on one line and exits 1. */
export class StartupError extends Error {}

export interface RefusedMore {
  /** The field of the request that is at fault, as a path: `lines[0].quantity`. */
  field?: string
  /** Values for the text, in the caller's language. */
  params?: Record<string, string | number>
}

/**
 * The business saying no. Everything else that is thrown is a bug.
 * The code comes from a closed list (refusals.ts), which gives the HTTP status and the words in four languages.
 */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly field: string | undefined
  readonly params: Record<string, string | number>

  constructor(code: RefusalCode, message?: string, more: RefusedMore = {}) {
    super(message ?? refusals[code].en)
    this.code = code
    this.field = more.field
    this.params = more.params ?? {}
  }

  get status(): number {
    return refusals[this.code].status
  }
}
