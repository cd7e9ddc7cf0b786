package dev.ratelimit.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A problem as RFC 9457 writes it. The types are those of draft-ietf-httpapi-ratelimit-headers-10.
 *
 * @param plainText the same in short, for clients that read no JSON
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "violated-policies"})
record Problem(
        String type,
        String title,
        int status,
        String detail,

        @JsonProperty("violated-policies") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> violatedPolicies,

        @JsonIgnore String plainText) {

    private static final String TYPES = "https://iana.org/assignments/http-problem-types#";

    /** Jackson's own pool hangs buffers on the server's threads, which then keep an undeployed application's classes. */
    private static final ObjectWriter WRITER = new ObjectMapper(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.newBoundedPool(64))
                    .build())
            .writerFor(Problem.class);

    static Problem quotaExceeded(int status, String detail, List<String> policies, String plainText) {
        String title = "Request cannot be satisfied as assigned quota has been exceeded";
        return new Problem(TYPES + "quota-exceeded", title, status, detail, policies, plainText);
    }

    static Problem reducedCapacity(String detail, List<String> policies) {
        String title = "Request cannot be satisfied due to temporary server capacity constraints";
        return new Problem(
                TYPES + "temporary-reduced-capacity", title, 503, detail, policies, "service temporarily unavailable");
    }

    static Problem abnormalUsage(String detail) {
        String title = "Request not satisfied due to detection of abnormal request pattern";
        return new Problem(TYPES + "abnormal-usage-detected", title, 429, detail, List.of(), "abnormal usage detected");
    }

    static Problem forbidden(String detail) {
        return new Problem("about:blank", "Forbidden", 403, detail, List.of(), "forbidden");
    }

    String json() {
        try {
            return WRITER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a problem of strings and numbers is always JSON", e);
        }
    }
}
