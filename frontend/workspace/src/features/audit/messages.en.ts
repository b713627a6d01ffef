export const audit = {
  title: 'Audit entries',
  lead: 'Who did what to what, and when; newest first. Entries are never changed.',
  filter: 'Id of the subject',
  find: 'Find',
  all: 'See all',
  at: 'When',
  actor: 'Who',
  action: 'Action',
  subject: 'Subject',
  changes: 'Changes',
  changeCount: '{count} changes',
  noChanges: 'none',
  empty: { all: 'No entries yet', subject: 'No entries about this id' },
}

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
  directory: {
    open_page: 'Open a provider page',
    provider_changed: 'Provider changed',
  },
}
