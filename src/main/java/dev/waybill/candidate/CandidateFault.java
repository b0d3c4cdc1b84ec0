package dev.waybill.candidate;

/** The bundle's routes can't be made, and the message says why. */
public final class CandidateFault extends RuntimeException {

    CandidateFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
