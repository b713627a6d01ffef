import { characterCount } from './text'

export const PASSWORD_MIN = 8
export const PASSWORD_CLASSES = 3

export interface PasswordRules {
  longEnough: boolean
  mixedEnough: boolean
}

/** Which of the rules a password keeps: 8 characters, 3 of lower, upper, digit, other. */
export function passwordRules(password: string): PasswordRules {
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]
  return {
    longEnough: characterCount(password) >= PASSWORD_MIN,
    mixedEnough: classes.filter((it) => it.test(password)).length >= PASSWORD_CLASSES,
  }
}
