// Fastify with schemas, as its documentation recommends. Run: node fastify_server.js PORT
'use strict';
const fastify = require('fastify')();

const message = { type: 'object', properties: { message: { type: 'string' } } };
const detail = { type: 'object', properties: { route: { type: 'integer' }, id: { type: 'integer' } } };
const item = {
  type: 'object',
  required: ['name', 'price'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 80 },
    price: { type: 'number', exclusiveMinimum: 0 },
    note: { type: ['string', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
};
const id = { type: 'object', properties: { id: { type: 'integer' } } };

fastify.get('/plaintext', async () => 'Hello, World!');
fastify.get('/json', { schema: { response: { 200: message } } }, async () => ({ message: 'Hello, World!' }));
fastify.post('/items', { schema: { body: item, response: { 200: item } } }, async (request) => request.body);
for (let route = 0; route < 300; ++route) {
  fastify.get(
    `/api/v1/r${route}/items/:id/detail`,
    { schema: { params: id, response: { 200: detail } } },
    async (request) => ({ route, id: request.params.id })
  );
}
fastify.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
