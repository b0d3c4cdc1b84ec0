/**
 * Waybill, the drawing in words. Data flows one way. A room knows only the rooms that {@code ArrowsTest} lets it know;
 * there is no circle.
 *
 * <p><b>In.</b> {@code sockets} holds the public port's connections and {@code listener} its requests; {@code webhook}
 * has the steps of the intake route, {@code signature} verifies, {@code sources} knows who may send. {@code inbox} stores
 * each event once, many in one commit ({@code batch}), while {@code availability} says that it can; {@code quarantine}
 * keeps the rest. {@code buffer} puts a topic in front of the inbox, for the sources that have one.
 *
 * <p><b>Through.</b> {@code routing} runs the YAML router over stored events and commits the deliveries that it names.
 *
 * <p><b>Out.</b> {@code outbox} queues deliveries in order, {@code handover} runs one through its destination's route,
 * {@code answers} reads what comes back, {@code wire} records the bytes that go out, {@code health} pauses a destination
 * or opens its circuit. {@code connections} knows the other systems by name, {@code http}, {@code smtp}, {@code sftp},
 * {@code kafka} and {@code amqp} log in to those of their kind, the last two take records and messages in too, and
 * {@code mapping} holds the parts of mappings that YAML cannot say.
 *
 * <p><b>Operators.</b> {@code operator} has commands and the audit; {@code reroute}, {@code replay} and
 * {@code destination} carry commands out. {@code history} tells what happened, {@code search} finds events by
 * {@code index}, {@code body} masks, {@code retention} purges. {@code management} guards the port, {@code accounts},
 * {@code signin} and {@code oidc} know its users; {@code api}, {@code overview}, {@code pages}, {@code eventpages} and
 * {@code authorpages} answer them.
 *
 * <p><b>Below.</b> {@code cluster} knows the live hubs, {@code lease} leases work to one of them, {@code database} opens PostgreSQL, {@code settings} and
 * {@code secret} read settings, {@code logs} writes lines.
 *
 * <p><b>Authors.</b> {@code bundle} reads the routes folder, {@code check} finds its mistakes with the rules of
 * {@code lint} over {@code routes}. {@code candidate} runs its routes without an outside, {@code routetests} the tests
 * beside them. {@code plan} compares a bundle with the live one over stored events, {@code revision} keeps those that
 * were published and says which is live; {@code live} runs it on this hub. {@code cli} has the commands.
 *
 * <p>One arrow is in SQL alone: {@code routing} writes {@code outbox_delivery} and {@code outbox_lane} in the commit
 * that ends a batch (docs/decisions/0021). {@code retention} and {@code history} read tables of other rooms: those of
 * events and deliveries, and the search index. {@code retention} also purges the quarantine; {@code history} also reads
 * the live hubs.
 */
@NullMarked
package dev.waybill;

import org.jspecify.annotations.NullMarked;
