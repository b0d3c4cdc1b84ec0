package dev.waybill.history;

/** What DEAD deliveries have in common that failed alike, as SQL. */
public final class ErrorSignature {

    /**
     * The last attempt's error of the delivery {@code d}. Numbers, ids and times differ from one error to the next of the
     * same kind; they are read as one.
     */
    public static final String SIGNATURE = """

        coalesce((SELECT btrim(coalesce(a.status || ' ', '')
                         || left(regexp_replace(regexp_replace(coalesce(a.reason, 'no reason'), '^HTTP \\d+ ?', ''),
                                 '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\d+', '#', 'g'), 300))
                    FROM outbox_attempt a WHERE a.delivery_id = d.id
                   ORDER BY a.delivery_id DESC, a.id DESC LIMIT 1), 'no attempt')\
        """;

    private ErrorSignature() {}
}
