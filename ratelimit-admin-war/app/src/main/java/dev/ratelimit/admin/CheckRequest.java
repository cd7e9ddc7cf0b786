package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.http.BareRequest;
import dev.ratelimit.http.Caller;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.IpAddress;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.UserIds;
import dev.ratelimit.rule.Rule;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /ratelimit/check}: a request that somebody else received.
 *
 * @param userId who is calling; required
 * @param cost how many times each rule's cost, 1 by default, 0 to look without charging
 * @param path without a query string
 * @param method {@code GET} where only a path, an address or headers are given
 * @param explain whether the answer is to say why; false by default
 */
record CheckRequest(
        @JsonProperty("user_id")
        @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, maxLength = UserIds.LONGEST)
        @Nullable
        String userId,

        @JsonProperty("cost") @Schema(minimum = "0", maximum = "" + Rule.MAX_COST, defaultValue = "1") @Nullable
        BigInteger cost,

        @JsonProperty("path") @Schema(pattern = PATH_PATTERN) @Nullable
        String path,

        @JsonProperty("method") @Schema(pattern = METHOD) @Nullable
        String method,

        @JsonProperty("ip") @Nullable String ip,
        @JsonProperty("headers") @Nullable Map<String, String> headers,

        @JsonProperty("explain") @Schema(defaultValue = "false") @Nullable
        Boolean explain) {

    /** What a path looks like. */
    static final String PATH_PATTERN = "^/[^?]*$";

    /** What a method looks like, and the name of a header. */
    static final String METHOD = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$";

    private static final BigInteger MOST = BigInteger.valueOf(Rule.MAX_COST);
    private static final Pattern PATH = Pattern.compile(PATH_PATTERN);
    private static final Pattern TOKEN = Pattern.compile(METHOD);

    /** A request that says nothing. */
    static final CheckRequest EMPTY = new CheckRequest(null, null, null, null, null, null, null);

    /** What keeps it from being checked. */
    List<FieldError> faults() {
        List<FieldError> faults = new ArrayList<>();
        if (Service.isMissing(userId)) {
            faults.add(new FieldError("user_id", "user_id is missing; it is who the request is counted for"));
        } else if (!UserIds.accepts(user())) {
            faults.add(new FieldError("user_id", UserIdParameter.UNUSABLE));
        }
        if (cost != null && (cost.signum() < 0 || cost.compareTo(MOST) > 0)) {
            faults.add(new FieldError("cost", "cost " + cost + " is out of range; accepted are 0 to " + MOST));
        }
        addFaultsOfRequest(faults);
        return faults;
    }

    private void addFaultsOfRequest(List<FieldError> faults) {
        if (path != null && !isPath(path)) {
            faults.add(fault("path", path, "a path", "those that begin with / and have no query, such as /search"));
        }
        if (method != null && !TOKEN.matcher(method).matches()) {
            faults.add(fault("method", method, "a method", "methods such as GET or POST"));
        }
        if (ip != null && IpAddress.parseOrNull(ip) == null) {
            faults.add(fault("ip", ip, "an address", "addresses such as 192.0.2.1 or 2001:db8::1"));
        }
        Objects.requireNonNullElse(headers, Map.<String, String>of()).keySet().stream()
                .filter(name -> !TOKEN.matcher(name).matches())
                .forEach(name -> faults.add(fault("headers", name, "the name of a header", "names such as X-Api-Key")));
    }

    static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }

    private static FieldError fault(String field, String value, String what, String accepted) {
        return new FieldError(field, field + " \"" + value + "\" is not " + what + "; accepted are " + accepted);
    }

    /** Whether the answer is to say why. */
    boolean explained() {
        return Boolean.TRUE.equals(explain);
    }

    /** The cost, where there is no fault. */
    long times() {
        return cost == null ? 1 : cost.longValueExact();
    }

    /** Who is calling, where there is no fault. */
    String user() {
        return Objects.requireNonNull(userId);
    }

    /** What rules may ask of it: of a bare user nothing but the user. */
    RequestFacts facts(Identification identification) {
        String user = user();
        if (path == null && method == null && ip == null && headers == null) {
            return RequestFacts.ofUser(user);
        }
        Caller caller = new Caller(user, true);
        return new RequestFacts(new View(this), identification.withResolver(facts -> caller));
    }

    private static final class View implements BareRequest {

        private final CheckRequest request;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        View(CheckRequest request) {
            this.request = request;
            headers.putAll(Objects.requireNonNullElse(request.headers(), Map.of()));
        }

        @Override
        public String method() {
            return Objects.requireNonNullElse(request.method(), "GET");
        }

        @Override
        public String path() {
            return Objects.requireNonNullElse(request.path(), "");
        }

        @Override
        public @Nullable String header(String name) {
            return headers.get(name);
        }

        @Override
        public List<String> headers(String name) {
            String value = headers.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public String peerAddress() {
            return Objects.requireNonNullElse(request.ip(), "");
        }

        @Override
        public String principal() {
            return request.user();
        }
    }
}
