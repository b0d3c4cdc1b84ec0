package dev.waybill.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The jq function {@code utc}, which turns Covver's times into ISO 8601 in UTC, and anything else into null. It reads
 * {@code 2024-01-01 15:45:25.932562}, or ISO 8601 with {@code Z} or an offset. A time without a zone is read in {@code
 * waybill.covver.time-zone}.
 */
@Component("utc")
class UtcTime implements Function {

    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private final ZoneId zone;

    UtcTime(CovverSettings covver) {
        zone = covver.timeZone();
    }

    @Override
    public void apply(
            Scope scope, List<Expression> args, JsonNode in, @Nullable Path path, PathOutput output, Version version)
            throws JsonQueryException {
        output.emit(in.isTextual() ? utc(in.textValue()) : NullNode.getInstance(), null);
    }

    private JsonNode utc(String written) {
        try {
            TemporalAccessor time = WRITTEN.parseBest(
                    written.strip().replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from);
            var instant = time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).atZone(zone).toInstant();
            return TextNode.valueOf(instant.toString());
        } catch (DateTimeException e) {
            return NullNode.getInstance();
        }
    }
}
