// The server of one afternoon: verify, INSERT … ON CONFLICT DO NOTHING, answer. A process per core, at most two.
const cluster = require('node:cluster')
const { createHmac, timingSafeEqual } = require('node:crypto')
const http = require('node:http')
const os = require('node:os')
const { Pool } = require('pg')

const INSERT = {
  name: 'insert',
  text: 'INSERT INTO webhook (idempotency_key, body) VALUES ($1, $2) ON CONFLICT DO NOTHING',
}

function signed(body, signature) {
  const expected = createHmac('sha256', process.env.SECRET).update(body).digest()
  const given = Buffer.from(signature || '', 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function serve() {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
  http.createServer((request, response) => {
    const chunks = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', async () => {
      const body = Buffer.concat(chunks)
      if (!signed(body, request.headers['covversignature'])) {
        return response.writeHead(401).end()
      }
      try {
        const result = await pool.query({ ...INSERT, values: [request.headers['covveridempotencykey'], body] })
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.end(result.rowCount ? '{"status":"accepted"}' : '{"status":"duplicate"}')
      } catch (error) {
        console.error(error)
        response.writeHead(503).end()
      }
    })
  }).listen(Number(process.env.PORT), '127.0.0.1')
}

if (cluster.isPrimary) {
  for (let i = 0; i < Math.min(2, os.availableParallelism()); i++) cluster.fork()
  if (process.env.ERP_URL) cluster.setupPrimary({ exec: require.resolve('./outbox.js') }), cluster.fork()
} else {
  serve()
}
