import type { PublicProfileFragment } from './provider.generated'

type Licence = PublicProfileFragment['qualifications'][number]
export type EndingLicence = Licence & { validTo: string }

/** The licences that hold and will end, the first to end first. */
export function renewalsOf(licences: readonly Licence[]): EndingLicence[] {
  const ending = licences.filter((it): it is EndingLicence => it.isValid && it.validTo !== null)
  return ending.sort((a, b) => a.validTo.localeCompare(b.validTo))
}
