import { halfWidth } from '@/shared/rules/text'
import type { ChangedProfileFragment, ProviderChangeSubmitInput } from './provider.generated'

type Licence = ChangedProfileFragment['qualifications'][number]
type Kind = Licence['kind']
type Size = NonNullable<ChangedProfileFragment['size']>

export const KINDS: readonly Kind[] = ['HAZARDOUS_WASTE', 'CMA', 'EIA', 'ENGINEERING', 'OPERATION', 'OTHER']
export const SIZES: readonly Size[] = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO']

/** Something chosen from a tree, with the name it is shown by. */
export interface Chosen {
  code: string
  name: string
}

/** One licence, kept as typed. */
export interface LicenceForm {
  /** None for a new one. */
  id: string | null
  kind: Kind
  name: string
  number: string
  issuer: string
  scope: string
  mode: string
  wasteClasses: string
  capacityText: string
  validFrom: string
  validTo: string
}

/** What a page shall say, kept as typed. */
export interface ProfileForm {
  shortName: string
  introduction: string
  size: Size | ''
  peopleCount: string
  foundedOn: string
  categories: Chosen[]
  serviceRegions: Chosen[]
  qualifications: LicenceForm[]
}

export const PROFILE_FIELDS = [
  'shortName',
  'introduction',
  'categories',
  'serviceRegions',
  'size',
  'peopleCount',
  'foundedOn',
  'qualifications',
] as const

export const LICENCE_FIELDS = [
  'kind',
  'name',
  'number',
  'issuer',
  'validFrom',
  'validTo',
  'wasteClasses',
  'mode',
  'capacityText',
  'scope',
] as const

export const SHORT_NAME_LIMIT = 20
export const INTRODUCTION_LIMIT = 2000

export const emptyLicence = (): LicenceForm => ({
  id: null,
  kind: 'HAZARDOUS_WASTE',
  name: '',
  number: '',
  issuer: '',
  scope: '',
  mode: '',
  wasteClasses: '',
  capacityText: '',
  validFrom: '',
  validTo: '',
})

/** The form of what a page says, or of what a change wants it to. */
export function formOf(profile: ChangedProfileFragment): ProfileForm {
  return {
    shortName: profile.shortName ?? '',
    introduction: profile.introduction ?? '',
    size: profile.size ?? '',
    peopleCount: profile.peopleCount === null ? '' : String(profile.peopleCount),
    foundedOn: profile.foundedOn ?? '',
    categories: profile.categories.map(({ code, name }) => ({ code, name })),
    serviceRegions: profile.serviceRegions.map(({ code, fullName }) => ({ code, name: fullName })),
    qualifications: profile.qualifications.map((it) => ({
      id: it.id,
      kind: it.kind,
      name: it.name,
      number: it.number ?? '',
      issuer: it.issuer ?? '',
      scope: it.scope ?? '',
      mode: it.mode ?? '',
      wasteClasses: it.wasteClasses.join('、'),
      capacityText: it.capacityText ?? '',
      validFrom: it.validFrom ?? '',
      validTo: it.validTo ?? '',
    })),
  }
}

/** The form of a change that is over: licences that are not on the page are new again. */
export function formAgain(profile: ChangedProfileFragment, onPage: readonly { id: string }[]): ProfileForm {
  const form = formOf(profile)
  const known = new Set(onPage.map((it) => it.id))
  for (const licence of form.qualifications) {
    if (licence.id !== null && !known.has(licence.id)) licence.id = null
  }
  return form
}

const orNull = (text: string): string | null => text.trim() || null

/** A whole number of people as typed; null when it is none. */
export function parsePeople(typed: string): number | null {
  const text = halfWidth(typed).replace(/[\s,]/g, '').replace(/人$/, '')
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null
}

/** What would surely be refused; the server has the last word on everything else. */
export function profileProblems(form: ProfileForm): Record<string, 'required' | 'number'> {
  const problems: Record<string, 'required' | 'number'> = {}
  if (form.peopleCount.trim() !== '' && parsePeople(form.peopleCount) === null) problems['peopleCount'] = 'number'
  form.qualifications.forEach((licence, index) => {
    if (licence.name.trim() === '') problems[`qualifications.${index}.name`] = 'required'
  })
  return problems
}

/** What is sent; the page shall say this, whole. */
export function profileInput(form: ProfileForm): ProviderChangeSubmitInput['profile'] {
  return {
    shortName: orNull(form.shortName),
    introduction: orNull(form.introduction),
    size: form.size || null,
    peopleCount: parsePeople(form.peopleCount),
    foundedOn: orNull(form.foundedOn),
    categories: form.categories.map((it) => it.code),
    serviceRegions: form.serviceRegions.map((it) => it.code),
    qualifications: form.qualifications.map((it) => ({
      qualificationId: it.id,
      kind: it.kind,
      name: it.name.trim(),
      number: orNull(it.number),
      issuer: orNull(it.issuer),
      scope: orNull(it.scope),
      mode: orNull(it.mode),
      wasteClasses: it.wasteClasses.split(/[\s,，、;；]+/).filter(Boolean),
      capacityText: orNull(it.capacityText),
      validFrom: orNull(it.validFrom),
      validTo: orNull(it.validTo),
    })),
  }
}
