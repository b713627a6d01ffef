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

export const restrict = {
  act: 'Restrict',
  actNamed: 'Restrict {name}, or lift it',
  title: 'Public restriction of {name}',
  follows: 'It is shown on the page and in the directory; meanwhile the provider is not offered for needs. The provider is told.',
  kind: 'How far',
  kinds: { RESTRICTED: 'Restricted', SUSPENDED: 'Suspended', REMOVED: 'Removed from the lists (the page stays and says so)' },
  reason: 'Reason and rule',
  reasonHint: 'The facts and the rule they break; public',
  until: 'Last day',
  untilHint: 'Ends by itself on the day after; left out, until it is lifted',
  appeal: 'How to appeal',
  appealHint: 'To whom, how, within how many days; public',
  to: ' until {day}',
  lift: 'Lift',
  note: 'Why it is lifted',
  done: 'The restriction of {name} is public',
  lifted: 'The restriction of {name} is lifted',
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
