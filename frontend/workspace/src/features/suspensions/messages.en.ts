export const organisations = {
  title: 'Organisations',
  lead: 'The enterprises and providers of your region. One that breaks the rules can be suspended; it may only read meanwhile.',
  find: 'Name or credit code',
  findAct: 'Find',
  showAll: 'See all',
  views: 'By standing',
  view: { all: 'All', active: 'Active', suspended: 'Suspended' },
  empty: {
    all: 'No organisations in your region yet',
    active: 'No organisation is active',
    suspended: 'No organisation is suspended',
    text: 'No such organisation; try another name',
  },
  name: 'Organisation',
  kind: 'Kind',
  region: 'Region',
  standing: 'Standing',
  acts: 'Actions',
  choose: 'Choose {name}',
  chooseAll: 'Choose all on this page',
  chosen: '{count} chosen',
  chooseNone: 'Choose none',
}

export const move = {
  act: 'Move to another region',
  title: 'Move {count} organisations to another region',
  to: 'To',
  note: 'Why',
  noteHint: 'Kept in the audit log',
  preview: 'Preview',
  do: 'Move {count}',
  able: '{count} would be moved from where they are now:',
  left: '{count} cannot be moved:',
  losing: 'Moderators who will see some of them no more: {names}',
  gaining: 'Moderators who will see some of them from now on: {names}',
  same: 'The same moderators see them afterwards',
  follows: 'At once: their people are told, pages of providers move with them; checks under way stay where they began.',
  done: '{count} organisations were moved',
  open: 'Moves that can be undone',
  pending: '{count} organisations were moved to {region}; can be undone until {at}',
  undo: 'Undo',
  undone: 'Undone: the organisations are back where they were',
}

export const tellMany = {
  act: 'Send a notice',
  title: 'Tell {count} organisations',
  follows: 'Everybody of these organisations will be told; it cannot be taken back:',
  heading: 'Title',
  body: 'Text',
  do: 'Send to {count}',
  done: '{count} persons were told',
}

export const organisationKind = {
  ENTERPRISE: 'Enterprise',
  PROVIDER: 'Provider',
  ASSOCIATION: 'Association',
  REGULATOR: 'Regulator',
  OPERATOR: 'Operator',
}

export const suspend = {
  act: 'Suspend',
  actNamed: 'Suspend {name}',
  title: 'Suspend {name}',
  follows: 'They can neither post needs nor bid, and sign in again. They read what you write here.',
  reason: 'Why, with the rule it rests on',
  reasonHint: 'What happened, and which rule says so',
  until: 'Last day',
  untilHint: 'Ends by itself the day after; left empty, it holds until the association ends it',
  appeal: 'How to appeal',
  appealHint: 'To whom, how, within how many days',
  done: '{name} is suspended',
}

export const restore = {
  act: 'Restore',
  actNamed: 'Restore {name}',
  title: 'Restore {name}',
  note: 'Why it is restored',
  noteHint: 'Stands in the log',
  done: '{name} is restored',
}

export const suspension = {
  title: 'Your organisation is suspended and may only read',
  reason: 'Why',
  term: 'How long',
  fromTo: '{from} to {to}, then it ends by itself',
  from: 'from {from} until the association ends it',
  appeal: 'Appeal',
}
