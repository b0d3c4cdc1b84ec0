package dev.waybill.sandbox;

/** The answers of the ERP stub. Only {@link #OK}, {@link #GARBAGE} and {@link #LOSE_ANSWER} have an effect. */
public enum ErpMode {
    /** Takes it: 201, or once more the first answer when the key was seen before. */
    OK,
    /** Is down behind its proxy: 503. */
    DOWN,
    /** Chokes on whatever it gets: 500, and nothing is taken. */
    ERROR,
    /** Accepts the connection, reads the request and never answers. */
    STALL,
    /** Takes it and answers 200 with bytes that are no JSON. */
    GARBAGE,
    /** Takes it, then breaks the connection: the sender can't know. */
    LOSE_ANSWER,
    /** Asks for patience: 429 with {@code Retry-After}, see {@link ErpStub#retryAfter}. */
    RETRY_AFTER,
    /** Refuses the document for good: 400. */
    REFUSE,
    /** Points elsewhere: 302 to {@code /elsewhere}, which would take it. */
    REDIRECT,
    /** Knows no token any more: 401. */
    UNAUTHORIZED
}
