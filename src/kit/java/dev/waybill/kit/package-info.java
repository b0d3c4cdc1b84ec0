/** The tools that tests, sandbox, benchmark and proof share: ports, PostgreSQL, hub processes, raw HTTP, signed webhooks. */
package dev.waybill.kit;
