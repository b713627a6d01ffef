import { characterCount } from '@/shared/rules/text'
import type { ProfileForm } from './profileForm'

/** From how many characters on an introduction says something. 配置值. */
export const TELLING_CHARACTERS = 60

/** What each part is worth of a hundred. 配置值: nobody has published weights. */
export const WEIGHTS = {
  categories: 20,
  qualifications: 20,
  introduction: 15,
  serviceRegions: 15,
  wholeLicences: 15,
  size: 5,
  peopleCount: 5,
  foundedOn: 5,
} as const

export type Part = keyof typeof WEIGHTS

export interface Completeness {
  /** Out of a hundred. */
  points: number
  parts: { part: Part; weight: number; isMet: boolean }[]
  /** What helps most; null when all is there. */
  next: Part | null
}

const PARTS = Object.keys(WEIGHTS) as Part[]

function isMet(part: Part, form: ProfileForm): boolean {
  switch (part) {
    case 'introduction':
      return characterCount(form.introduction.trim()) >= TELLING_CHARACTERS
    case 'wholeLicences':
      return (
        form.qualifications.length > 0 &&
        form.qualifications.every((it) => it.number.trim() !== '' && it.issuer.trim() !== '' && it.validTo !== '')
      )
    default:
      return form[part].length > 0
  }
}

/** How complete a page is (资料完整度), and the next best step. */
export function completenessOf(form: ProfileForm): Completeness {
  const parts = PARTS.map((part) => ({ part, weight: WEIGHTS[part], isMet: isMet(part, form) }))
  const points = parts.reduce((sum, it) => sum + (it.isMet ? it.weight : 0), 0)
  return { points, parts, next: parts.find((it) => !it.isMet)?.part ?? null }
}
