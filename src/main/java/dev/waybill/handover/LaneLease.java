package dev.waybill.handover;

/**
 * A lane that this node holds. Only the holder of owner and token may settle its head.
 *
 * @param tries the number of leases of the present head since its last result, including this one
 */
public record LaneLease(String destination, String lane, long owner, long token, int tries) {}
