import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { brokenConstraint } from '../database.ts'
import { Refused } from '../errors.ts'
import { type Language, languages, type RefusalCode, refusals, refusalText } from '../refusals.ts'

/** One field that is at fault. */
export interface FieldFault {
  field: string
  message: string
}

/** An error as RFC 9457 tells it, with our code and the fields at fault. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  errors?: FieldFault[]
}

/** What a broken named constraint means to the person who asked. Rooms add theirs when the program starts. */
const constraintRefusals = new Map<string, { code: RefusalCode; field?: string }>()

/** Says which refusal stands for a named constraint, so that the second wall speaks the same words as the first. */
export function constraintMeans(constraint: string, code: RefusalCode, field?: string): void {
  constraintRefusals.set(constraint, field ? { code, field } : { code })
}

/** The error handler of the server. Refusals are answered; everything else is a bug, logged and answered as 500. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, languageOf(request))
  if (problem.status === 500) console.error(`${request.method} ${request.url}:`, error)
  if (problem.status === 429 && error instanceof Refused) {
    reply.header('retry-after', String(error.params.seconds ?? 1))
  }
  reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** Tells any error as a problem, in a language. */
export function problemOf(error: unknown, language: Language): Problem {
  const validation = validationFaults(error)
  if (validation) return { ...problem('request.invalid', language), errors: validation }
  const refused = asRefused(error)
  if (!refused) {
    return {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'This is our fault. Nothing was changed.',
      code: 'internal',
    }
  }
  const base = problem(refused.code, language, refused.params)
  const said = refused.message !== refusals[refused.code].en
  if (refused.field) base.errors = [{ field: refused.field, message: said ? refused.message : base.detail }]
  return base
}

function problem(code: RefusalCode, language: Language, params?: Record<string, string | number>): Problem {
  const detail = refusalText(code, language, params)
  return { type: `urn:regulars:problem:${code}`, title: detail, status: refusals[code].status, detail, code }
}

function asRefused(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error
  const constraint = brokenConstraint(error)
  const meaning = constraint ? constraintRefusals.get(constraint) : undefined
  if (meaning) return new Refused(meaning.code, undefined, meaning.field ? { field: meaning.field } : {})
  return fromTransport(error as FastifyError)
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '53300',
])

/** Faults that the server or the driver raises before any room sees the request. */
function fromTransport(error: FastifyError): Refused | undefined {
  const code = error.code ?? ''
  if (code === '08007') return new Refused('outcome.unknown')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Refused('request.too_large', undefined, { field: 'body' })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new Refused('request.wrong_content_type', undefined, { field: 'Content-Type' })
  }
  if (error instanceof SyntaxError || code.startsWith('FST_ERR_CTP')) {
    return new Refused('request.not_json', undefined, { field: 'body' })
  }
  if (error.statusCode === 413) return new Refused('request.too_large', undefined, { field: 'body' })
  if (error.statusCode === 404) return new Refused('not_found')
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return new Refused('request.invalid', error.message, { field: 'request' })
  }
  return isUnreachable(error) ? new Refused('busy') : undefined
}

/** The database is gone, or not there yet; its socket is a file that comes and goes with it. */
function isUnreachable({ code = '', message = '', ...more }: FastifyError): boolean {
  if (unreachable.has(code)) return true
  if (code === 'ENOENT') return (more as { syscall?: string }).syscall === 'connect'
  return /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/.test(
    message,
  )
}

interface ValidationIssue {
  instancePath?: string
  message?: string
  params?: { issue?: { path?: PropertyKey[]; keys?: string[]; code?: string } }
}

/** The faults that Zod found at the edge, each with the path of its field. */
function validationFaults(error: unknown): FieldFault[] | undefined {
  const { validation, validationContext } = error as {
    validation?: ValidationIssue[]
    validationContext?: string
  }
  if (!validation) return undefined
  return validation.slice(0, 20).flatMap((issue): FieldFault[] => {
    const at = fieldPath((issue.instancePath ?? '').split('/').filter(Boolean).map(unescapePointer))
    const keys = issue.params?.issue?.keys ?? (issue.params as { keys?: string[] } | undefined)?.keys
    if (keys?.length)
      return keys.map((key) => ({ field: at ? `${at}.${key}` : key || '""', message: 'is not known here' }))
    return [{ field: at || validationContext || 'body', message: issue.message ?? 'is not valid' }]
  })
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** `['lines', '0', 'sku']` as `lines[0].sku`. */
export function fieldPath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>(
    (path, part) =>
      /^\d+$/.test(String(part))
        ? `${path}[${String(part)}]`
        : path
          ? `${path}.${String(part)}`
          : String(part),
    '',
  )
}

/** The first language of Accept-Language that Regulars speaks; English otherwise. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.headers['accept-language'] ?? ''
  for (const part of wanted.split(',').slice(0, 20)) {
    const tag = part.split(';')[0]!.trim().slice(0, 2).toLowerCase()
    const known = languages.find((language) => language === tag)
    if (known) return known
  }
  return 'en'
}
