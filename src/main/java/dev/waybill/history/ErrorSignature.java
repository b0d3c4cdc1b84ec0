package dev.waybill.history;

/** The SQL for the common error of DEAD deliveries that failed alike. */
public final class ErrorSignature {

    /**
     * Selects the error of the last attempt of the delivery {@code d}. Numbers, ids and times are replaced, since they
     * differ between errors of one kind.
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
