export const audit = {
  title: 'Audit entries',
  lead: 'Who did what to what, and when; newest first. Entries are never changed.',
  filter: 'Id of the subject',
  who: 'Who (address or account id)',
  byAction: 'Action (demands or demands.post)',
  result: 'Result',
  anyResult: 'Any',
  address: 'From where',
  from: 'From',
  to: 'To',
  csv: 'Export CSV',
  jsonl: 'Export JSONL',
  find: 'Find',
  all: 'See all',
  at: 'When',
  actor: 'Who',
  action: 'Action',
  subject: 'Subject',
  changes: 'Changes',
  changeCount: '{count} changes',
  noChanges: 'none',
  empty: { all: 'No entries yet', subject: 'No entries match' },
}

export const auditResult = { DONE: 'Done', REFUSED: 'Refused' }

export const agent = { DESKTOP: 'desktop browser', MOBILE: 'mobile browser', PROGRAM: 'program', UNKNOWN: 'unknown' }

export const auditAction = {
  demands: {
    post: 'Post a need',
    publish: 'Publish a need',
    refuse: 'Send a need back',
    withdraw: 'Withdraw a need',
    open: 'Open the bids',
    award: 'Choose a provider',
  },
  bids: {
    submit: 'Submit a bid',
    withdraw: 'Withdraw a bid',
  },
  moderation: {
    approve: 'Approve',
    refuse: 'Send back',
  },
  accounts: {
    register: 'Register',
    sign_in: 'Sign in',
    sign_out: 'Sign out',
    sign_in_failed: 'Sign-in failed',
    lock: 'Lock the account',
    token_reused: 'A session token was used twice',
  },
  sessions: {
    sign_in: 'signed in',
    sign_out: 'signed out',
    sign_in_failed: 'failed to sign in',
    second_step_failed: 'failed the second step',
    proof_failed: 'failed to prove the password',
    lock: 'locked signing in',
    end: 'signed out a device',
    end_others: 'signed out other devices',
    token_reused: 'session token used twice',
  },
  credentials: {
    reset_asked: 'asked for a new password',
    reset: 'set a new password',
    change_password: 'changed the password',
    email_asked: 'asked for a new address',
    change_email: 'changed the address',
  },
  factors: {
    bind_app: 'bound an app',
    unbind_app: 'unbound the app',
    add_passkey: 'added a passkey',
    remove_passkey: 'removed a passkey',
    renew_codes: 'renewed recovery codes',
    use_code: 'used a recovery code',
    reset: 'second factors taken away',
  },
  machine_keys: {
    make: 'made a machine key',
    revoke: 'revoked a machine key',
  },
  audit: { export: 'Export the log' },
  requests: { refused: 'Refused: not allowed' },
  keys: { rotate: 'Rotate the keys' },
  privacy: { correct: 'Correct personal data', export: 'Download personal data', close: 'Close the account' },
  directory: {
    open_page: 'Open a provider page',
    provider_changed: 'Provider changed',
  },
}
