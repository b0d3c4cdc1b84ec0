package dev.waybill.handover;

/**
 * A lane in this node's hands: only who shows owner and token may settle its head.
 *
 * @param tries how often the present head was leased since it last got a result, this time included
 */
public record LaneLease(String destination, String lane, long owner, long token, int tries) {}
