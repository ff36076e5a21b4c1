// Node's own HTTP server, which routes nothing by itself. Run: node node_http.js PORT
'use strict';
const http = require('http');

const routes = {
  '/plaintext': ['text/plain; charset=utf-8', () => 'Hello, World!'],
  '/json': ['application/json', () => JSON.stringify({ message: 'Hello, World!' })],
};

http
  .createServer((request, response) => {
    const route = routes[request.url];
    if (!route) {
      response.writeHead(404).end();
      return;
    }
    const body = route[1]();
    response.writeHead(200, { 'Content-Type': route[0], 'Content-Length': body.length }).end(body);
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
