import { halfWidth } from './text'

/** The 31 characters of GB 32100-2015: no I, O, S, V, Z, which are taken for digits. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** Weights of the first 17 characters, GB 32100-2015 §4.5. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export const CREDIT_CODE_LENGTH = 18

/** Why a typed text is no credit code; each `kind` has its sentence in the messages. */
export type CreditCodeProblem =
  | { kind: 'missing' }
  | { kind: 'length'; found: number }
  | { kind: 'character'; position: number; character: string }
  | { kind: 'checkDigit' }

/** What is sent: upper case, half-width, without spaces and dashes. */
export function normaliseCreditCode(typed: string): string {
  return halfWidth(typed).replace(/[\s-]/g, '').toUpperCase()
}

/** The eighteenth character that follows from the first seventeen. */
export function creditCodeCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * ALPHABET.indexOf(first17.charAt(index)),
    0,
  )
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** What is wrong with a typed credit code, or null when nothing is. */
export function creditCodeProblem(typed: string): CreditCodeProblem | null {
  const characters = [...normaliseCreditCode(typed)]
  if (characters.length === 0) return { kind: 'missing' }
  const wrong = characters.findIndex((character) => !ALPHABET.includes(character))
  if (wrong >= 0) {
    return { kind: 'character', position: wrong + 1, character: characters[wrong] ?? '' }
  }
  if (characters.length !== CREDIT_CODE_LENGTH) {
    return { kind: 'length', found: characters.length }
  }
  const code = characters.join('')
  return code.charAt(17) === creditCodeCheckDigit(code) ? null : { kind: 'checkDigit' }
}
