// The outbox of the same afternoon: a loop that takes the oldest hundred rows, posts them through 16 sockets, marks them.
const http = require('node:http')
const { Pool } = require('pg')

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
const DUE = { name: 'due', text: 'SELECT id, idempotency_key, body FROM webhook WHERE sent_at IS NULL ORDER BY id LIMIT 100' }
const SENT = { name: 'sent', text: 'UPDATE webhook SET sent_at = now() WHERE id = ANY($1)' }
const IDLE_MILLIS = 50

function post(row) {
  return new Promise(resolve => {
    const request = http.request(process.env.ERP_URL, {
      method: 'POST',
      agent,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': row.body.length,
        'Idempotency-Key': row.idempotency_key,
      },
    }, response => {
      response.resume()
      response.on('end', () => resolve(response.statusCode < 300 ? row.id : null))
    })
    request.on('error', () => resolve(null))
    request.end(row.body)
  })
}

async function loop() {
  for (;;) {
    const { rows } = await pool.query(DUE)
    const sent = (await Promise.all(rows.map(post))).filter(id => id !== null)
    if (sent.length) await pool.query({ ...SENT, values: [sent] })
    else await new Promise(resolve => setTimeout(resolve, IDLE_MILLIS))
  }
}

loop().catch(error => {
  console.error(error)
  process.exit(1)
})
