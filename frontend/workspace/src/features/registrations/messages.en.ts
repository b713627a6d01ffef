export const confirmAddress = {
  title: 'Confirm the address',
  running: 'Confirming …',
  done: 'The address is confirmed',
  doneText: 'The registration is with the association of your region. Sign in to see where it stands and to upload the letter.',
  again: 'The address you registered with, to get a new link',
  send: 'Send a new link',
  sent: 'If an account waits for confirmation, a new link is on its way.',
}

export const registration = {
  title: 'Registration',
  none: 'This organisation has no registration',
  missing: 'Still needed',
  facts: 'What was registered',
  documents: 'Documents',
  dueOn: 'The association decides by {date}',
  send: 'Send again',
  sentAgain: 'Sent again',
  need: {
    CONFIRM_EMAIL: 'Open the link in the mail to confirm your address',
    LETTER: 'Upload the sealed letter of your organisation',
    CERTIFICATE: 'Upload a certificate that shows that the institution exists',
    SEND_AGAIN: 'Mend it and send it again',
    DECISION: 'The association of the region decides',
  },
  document: { LETTER: 'Letter', CERTIFICATE: 'Certificate' },
  documentHint: {
    LETTER: 'Names the person and carries the seal; PDF, JPG or PNG up to 10 MB. Only owners and moderators see it, and each reading is recorded.',
    CERTIFICATE: 'For institutions without a credit code; PDF, JPG or PNG up to 10 MB.',
  },
  file: {
    none: 'Nothing uploaded yet',
    fetch: 'Download',
    sentAt: 'uploaded {at}',
    taken: 'Uploaded',
    kind: 'Only PDF, JPG and PNG files',
    large: 'Larger than 10 MB',
    failed: 'It did not arrive; look at the connection and try again',
  },
}

export const standing = {
  PENDING: 'Waiting',
  REFUSED: 'Refused',
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
  CLOSED: 'Closed',
}

export const standingText = {
  PENDING: 'Once approved you may post needs and bid; until then you may read and prepare.',
  REFUSED: 'The reason stands below; mend it and send it again.',
  ACTIVE: 'Everything is open.',
  SUSPENDED: 'Until it ends you may only read.',
  CLOSED: 'Nothing can be done any more.',
}
