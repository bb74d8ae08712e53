import { queryOptions } from '@tanstack/react-query'
import type { Look, StampShape } from '../ui/card/look.ts'
import { ask } from './api.ts'

/** The look as the back office changes it. */
export interface OwnLook extends Look {
  logoId: string | null
  serif: boolean
}
export interface LookWish {
  colour: string
  stamp: StampShape
  logo: string | null
  serif: boolean
}
export interface Picture {
  id: string
  url: string
  seeThrough: boolean
}

export const look = queryOptions({
  queryKey: ['look'],
  queryFn: () => ask<OwnLook>('GET', '/api/v1/look'),
})

export const saveLook = (wish: LookWish) => ask<OwnLook>('PUT', '/api/v1/look', wish)
export const uploadPicture = (file: Blob) => ask<Picture>('POST', '/api/v1/pictures', file)
