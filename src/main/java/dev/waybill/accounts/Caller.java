package dev.waybill.accounts;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The sender of the request that this thread answers. */
public final class Caller {

    private Caller() {}

    /** Returns the caller's address, behind a trusted proxy the one that it names; null outside of a request. */
    public static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : null;
    }
}
