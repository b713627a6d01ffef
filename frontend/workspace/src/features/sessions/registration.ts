import { normaliseCreditCode } from '@/shared/rules/creditCode'
import type { AccountRegisterInput } from './sessions.generated'

/** What a person types to register an organisation. The password is never kept. */
export interface Registration {
  organisationKind: 'ENTERPRISE' | 'PROVIDER'
  organisationName: string
  creditCode: string
  noCodeReason: string
  regionCode: string
  email: string
  displayName: string
}

export const REGISTRATION_FIELDS = [
  'organisationKind',
  'organisationName',
  'creditCode',
  'noCodeReason',
  'regionCode',
  'displayName',
  'email',
  'password',
] as const

export const emptyRegistration = (): Registration => ({
  organisationKind: 'ENTERPRISE',
  organisationName: '',
  creditCode: '',
  noCodeReason: '',
  regionCode: '',
  email: '',
  displayName: '',
})

export function registrationInput(form: Registration, password: string): AccountRegisterInput {
  return {
    organisationKind: form.organisationKind,
    organisationName: form.organisationName.trim(),
    creditCode: normaliseCreditCode(form.creditCode),
    noCodeReason: normaliseCreditCode(form.creditCode) === '' ? form.noCodeReason.trim() : '',
    regionCode: form.regionCode,
    email: form.email.trim(),
    password,
    displayName: form.displayName.trim(),
  }
}
