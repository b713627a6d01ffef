export const notices = {
  title: 'Notices',
  bellUnread: 'Notices, {count} unread',
  lead: 'What has moved and concerns you, newest first.',
  unread: 'Unread',
  showUnread: 'Unread only',
  showAll: 'See all',
  settings: 'Mail settings',
  markAll: 'Mark all as read',
  markOne: 'Mark as read',
  none: 'No notices yet',
  noneUnread: 'No unread notices',
  settingsTitle: 'Mail settings of notices',
  settingsLead:
    'The workspace always shows every notice; choose here which are mailed as well. No mail at night, one digest a day at most.',
  back: 'Back to the notices',
  goesTo: 'Mail goes to {address}.',
  fixed: 'always sent at once',
  saved: 'Saved',
  undeliverable: 'Since {since} the server of {address} refuses our mail, and none is sent.',
  retry: 'The mailbox works again, send mail',
  retried: 'Later notices will be mailed again',
}

export const noticeKind = {
  SECURITY: 'Account safety',
  CHECK: 'Checks',
  TASK: 'Checks to do',
  DEMAND: 'Needs',
  MATCH: 'Matching needs',
  LIBRARY: 'Laws and standards',
  BID: 'Bids',
  CONTRACT: 'Contracts',
  MEMBERSHIP: 'Organisation and members',
  SYSTEM: 'System',
}

export const delivery = { AT_ONCE: 'At once', DAILY: 'Daily digest', NEVER: 'No mail' }
