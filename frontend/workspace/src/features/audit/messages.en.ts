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
  result: 'Result',
  empty: { all: 'No entries yet', subject: 'No entries about this id' },
}
