package dev.waybill.eventpages;

import dev.waybill.search.EventParameters;
import dev.waybill.search.EventQuery;
import dev.waybill.search.EventQuery.Name;
import dev.waybill.search.StateFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The search form of its page. The page's address holds the whole search: the form's fields, or the API's parameters.
 *
 * @param by the parameter that stands for the kind of {@code name}
 * @param given the parameters of the search as the API has them, without empty ones
 */
public record SearchForm(String by, String name, Map<String, String> given) {

    /** The limit of events on a page; the API allows more. */
    private static final String MOST = "100";

    private static final List<Name> KINDS =
            List.of(Name.ANY, Name.ORDER_NUMBER, Name.ORDER_ID, Name.EXTERNAL_ID, Name.KEY, Name.GROUP, Name.EVENT);

    /**
     * Reads the form.
     *
     * @throws dev.waybill.search.InvalidQuery never: errors are reported when the query is made
     */
    static SearchForm of(MultiValueMap<String, String> parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((key, values) -> {
            String value = values.isEmpty() || values.getFirst() == null ? "" : values.getFirst();
            if (!value.isBlank()) {
                given.put(key, value);
            }
        });
        String by = given.remove("by");
        String name = given.remove("name");
        if (name != null) {
            given.put(by == null ? EventParameters.of(Name.ANY) : by, name);
        }
        given.computeIfPresent("limit", (key, limit) -> limit.matches("[1-9]\\d{2}") ? MOST : limit);
        given.computeIfPresent("from", (key, time) -> instant(time));
        given.computeIfPresent("to", (key, time) -> instant(time));
        String kind = KINDS.stream()
                .map(EventParameters::of)
                .filter(given::containsKey)
                .findFirst()
                .orElse("");
        return new SearchForm(kind, given.getOrDefault(kind, ""), given);
    }

    EventQuery query() {
        MultiValueMap<String, String> all = new LinkedMultiValueMap<>();
        given.forEach(all::add);
        return new EventParameters(all).query();
    }

    /** Returns the text that a field shows. */
    public String get(String parameter) {
        return given.getOrDefault(parameter, "");
    }

    /** Returns the text that a time input shows: in UTC, without a zone. */
    public String time(String parameter) {
        return get(parameter).replaceAll("Z$", "");
    }

    /** True if the search is for more than the newest events. */
    public boolean asks() {
        return given.keySet().stream().anyMatch(key -> !key.equals("before") && !key.equals("limit"));
    }

    public boolean isFirst() {
        return !given.containsKey("before");
    }

    /** Returns the address of the next page. */
    public String going(@Nullable Long before) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/console/events");
        given.forEach((key, value) -> {
            if (!key.equals("before")) {
                address.queryParam(key, "{" + key + "}");
            }
        });
        Map<String, Object> values = new LinkedHashMap<>(given);
        if (before != null) {
            address.queryParam("before", before);
        }
        return address.encode().buildAndExpand(values).toUriString();
    }

    /** Returns the kinds of names, by parameter. */
    public Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        KINDS.forEach(kind -> kinds.put(
                EventParameters.of(kind),
                switch (kind) {
                    case ANY -> "any of these";
                    case ORDER_NUMBER -> "order number";
                    case ORDER_ID -> "order id";
                    case EXTERNAL_ID -> "external id";
                    case KEY -> "idempotency key";
                    case GROUP -> "message group";
                    case EVENT -> "event id";
                }));
        return kinds;
    }

    public List<StateFilter> standings() {
        return List.of(StateFilter.values());
    }

    private static String instant(String time) {
        return time.endsWith("Z") ? time : time + (time.length() == 16 ? ":00Z" : "Z");
    }
}
