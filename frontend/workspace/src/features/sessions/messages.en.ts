export const sessions = {
  signInTitle: 'Sign in to the workspace',
  lead: 'Post needs, bid and moderate here.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedOut: 'You are signed out',
  hasEnded:
    'Your session has ended. Sign in again to go back to where you were; what you had not sent is kept on this device.',
  cookieRefused: 'You signed in, but the browser kept no cookie. Allow cookies for this site and sign in again.',
  toRegister: 'No account yet, register',
  help: 'Several wrong passwords lock the account for a while. Forgotten it? Ask those who run the platform.',
}

export const register = {
  title: 'Register your organisation',
  lead: 'Enterprises post needs, service providers bid. Registration is free.',
  organisationKind: 'Kind of organisation',
  enterprise: 'Enterprise',
  enterpriseHint: 'posts needs and chooses providers',
  provider: 'Service provider',
  providerHint: 'offers environmental services and bids',
  creditCode: 'Unified social credit code',
  creditCodeHint: 'The 18 characters on the business licence',
  organisationName: 'Name of the organisation',
  organisationNameHint: 'As on the business licence',
  regionCode: 'Place',
  displayName: 'Your name',
  displayNameHint: 'Seen by moderators and the other side',
  email: 'E-mail',
  emailHint: 'For signing in and for notices',
  password: 'Password',
  passwordLong: 'At least 8 characters',
  passwordMixed: 'Three of: lower case, upper case, digits, symbols',
  kept: ' (kept)',
  act: 'Register',
  toSignIn: 'I have an account, sign in',
  done: '{name} is registered',
}

export const creditCode = {
  fine: 'The check digit holds',
  missing: 'Type the unified social credit code',
  length: 'A credit code has 18 characters, this one has {found}',
  character: 'Character {position}, “{character}”, never occurs in a credit code (I, O, S, V, Z are not used)',
  checkDigit: 'The check digit does not fit; see whether a character is wrong',
}
