// A static server for the page and the tests: the project's folder, on this machine only.
import { createReadStream, existsSync, statSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'

// Not this file's own folder: the tests carry a copy of it inside their bundles.
const root = process.cwd()
const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/** @returns the server and its address; port 0 takes any that is free */
export function serve(port = 0, host = '127.0.0.1') {
  const server = http.createServer((request, response) => {
    const wanted = path.join(root, decodeURIComponent(new URL(request.url, 'http://x').pathname))
    const file = wanted.endsWith(path.sep) ? wanted + 'index.html' : wanted
    const inside =
      file.startsWith(root + path.sep) &&
      !path
        .relative(root, file)
        .split(path.sep)
        .some(part => part.startsWith('.'))
    if (!inside || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here.')
      return
    }
    response.writeHead(200, {
      'content-type': kinds[path.extname(file)] ?? 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    })
    createReadStream(file).pipe(response)
  })
  return new Promise((done, fail) => {
    server.on('error', fail)
    server.listen(port, host, () =>
      done({ server, address: `http://${host === '127.0.0.1' ? 'localhost' : host}:${server.address().port}/` }),
    )
  })
}
