// A real SMTP server for the API tests, without a disk and without a way out.
//
// Prints `{"port": …}` once it listens, then one JSON line for each mail it has taken over. What it
// does with a recipient is decided by the address: `busy@…` is told to come back later (450),
// `nobody@…` does not exist (550), everybody else has a mailbox. Ends when its input ends.

import { SMTPServer } from 'smtp-server'

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

function refusal(address) {
  if (address.startsWith('busy@')) return [450, 'mailbox busy, try again later']
  if (address.startsWith('nobody@')) return [550, 'no such mailbox']
  return null
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo(address, _session, done) {
    const refused = refusal(address.address)
    if (!refused) return done()
    const [responseCode, message] = refused
    return done(Object.assign(new Error(message), { responseCode }))
  },
  onData(stream, session, done) {
    const parts = []
    stream.on('data', (part) => parts.push(part))
    stream.on('end', () => {
      say({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((it) => it.address),
        text: Buffer.concat(parts).toString('utf8'),
      })
      done()
    })
  },
})

server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }))
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
