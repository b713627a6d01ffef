export const memberRole = { OWNER: 'Owner', EDITOR: 'Editor', VIEWER: 'Viewer' }

export const members = {
  title: 'Members',
  name: 'Name',
  role: 'Role',
  roleOf: 'Role of {name}',
  since: 'Since',
  acts: 'Actions',
  me: ' (you)',
  changed: 'The role is changed; they sign in again',
  remove: 'Remove',
  removeSure: 'Really remove {name}',
  removed: '{name} is removed',
  invite: 'Invite somebody',
  send: 'Send the invitation',
  invited: 'An invitation is on its way to {email}',
  waiting: 'Waiting for an answer',
  expires: 'until {at}',
  cancel: 'Cancel',
  cancelled: 'The invitation is cancelled',
  actFor: 'Acting for',
  actingFor: 'You act for {name} now',
}

export const invitation = {
  title: 'Accept an invitation',
  into: '{name} invites you as {role}.',
  newAccount: 'An account for {email} will be made.',
  haveAccount: 'I have an account, sign in first',
  accept: 'Accept',
  joined: 'You belong to {name} now',
  joinedText: 'Signed in, choose on the page of members for whom you act.',
  dead: 'This invitation is over',
  deadText: 'It was accepted or cancelled, or is too old. Ask for a new one.',
}
