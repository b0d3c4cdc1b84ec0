package dev.waybill.bench;

import java.util.concurrent.CompletionStage;

/** Sends one request of an open loop. */
interface Shooter {

    /** @return ends when the answer is there: whether it was the one hoped for */
    CompletionStage<Boolean> shoot(long number);
}
