package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the library reads and writes as trees of JSON, for the description of the API: {@code docs/rules.md} tells what each
 * field means. That answers look like this is tested with every exchange of the tests.
 */
final class Shapes {

    static final String RULE = "{\"id\": \"search\", \"when\": {\"path\": \"/search/**\"}, \"key\": [\"user\"],"
            + " \"limits\": [{\"algorithm\": \"token\", \"capacity\": 20, \"refill_rate\": 5}]}";
    static final String RULES = "{\"rules\": [" + RULE + "]}";
    static final String PLAN = "{\"overrides\": {\"search\": [\"200/1m\"]}}";
    static final String ENTRY = "{\"reason\": \"scans for holes\", \"expires_at\": \"2030-01-01T00:00:00Z\"}";
    static final String MODE = "{\"mode\": \"shadow\", \"until\": \"2030-01-01T00:00:00Z\"}";
    static final String USER = "{\"plan\": \"pro\", \"until\": \"2030-01-01T00:00:00Z\", \"note\": \"a trial\"}";
    static final String CHECK = "{\"user_id\": \"alice\", \"path\": \"/search\", \"explain\": true}";

    private Shapes() {}

    /** A limit of an algorithm; which fields go together {@code docs/rules.md} tells. */
    @Schema(name = "Limit")
    record LimitShape(
            @Schema(
                    allowableValues = {
                        "token",
                        "token_bucket",
                        "leaky",
                        "leaky_bucket",
                        "fixed_window",
                        "sliding_window_log",
                        "sliding_window_counter"
                    })
            @Nullable
            String algorithm,

            @Nullable String name,
            @Nullable Long capacity,
            @JsonProperty("max_tokens") @Nullable Long maxTokens,

            @JsonProperty("refill_rate") @Schema(anyOf = {Number.class, String.class}) @Nullable
            Object refillRate,

            @JsonProperty("leak_rate") @Schema(anyOf = {Number.class, String.class}) @Nullable
            Object leakRate,

            @Nullable Long limit,
            @Nullable String window,
            @Nullable Long burst,

            @Schema(allowableValues = {"day", "week", "month"}) @Nullable
            String calendar,

            @Nullable String zone,

            @Schema(anyOf = {Long.class, String.class}) @Nullable
            Object anchor) {}

    /** A condition: one or several of these, which must all hold. */
    @Schema(name = "Condition")
    record ConditionShape(
            @Nullable List<ConditionShape> all,
            @Nullable List<ConditionShape> any,
            @Nullable ConditionShape not,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object path,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object method,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object header,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object query,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object cookie,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object attribute,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object ip,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object user,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object plan,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object app,

            @Nullable TimeShape time) {}

    /** Days and hours by the clocks of a zone. */
    @Schema(name = "Time")
    record TimeShape(
            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object days,

            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {}

    /** A rule; what answers add ({@code origin}, {@code version}, times, {@code findings}) may be sent back. */
    @Schema(name = "Rule", example = RULE)
    record RuleShape(
            @Schema(pattern = "[A-Za-z0-9._-]{1,64}") @Nullable
            String id,

            @Nullable String description,
            @Nullable Boolean enabled,
            @Nullable Integer priority,

            @Schema(allowableValues = {"enforce", "shadow", "off"}) @Nullable
            String mode,

            @JsonProperty("enforce_percent") @Nullable Integer enforcePercent,
            @Nullable ConditionShape when,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object key,

            @ArraySchema(schema = @Schema(anyOf = {String.class, LimitShape.class}))
            List<Object> limits,

            @Nullable Long cost,

            @JsonProperty("on_store_failure") @Schema(allowableValues = {"local", "allow", "deny"}) @Nullable
            String onStoreFailure,

            @JsonProperty("final") @Nullable Boolean last,
            @Nullable String origin,
            @Nullable Long version,

            @JsonProperty("created_at") @Schema(anyOf = {String.class, Long.class}) @Nullable
            Object createdAt,

            @JsonProperty("updated_at") @Schema(anyOf = {String.class, Long.class}) @Nullable
            Object updatedAt,

            @Nullable List<String> findings) {}

    /** A plan. */
    @Schema(name = "Plan", example = PLAN)
    record PlanShape(
            @Nullable String name,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object overrides,

            @Nullable Long version,
            @JsonProperty("created_at") @Nullable String createdAt,
            @JsonProperty("updated_at") @Nullable String updatedAt) {}

    /** All plans. */
    @Schema(name = "Plans")
    record PlansShape(List<PlanShape> plans, long version) {}

    /** The rules in force, in the order in which they are asked. */
    @Schema(name = "Rules")
    record RulesShape(List<RuleShape> rules, List<String> findings, long version) {}

    /** A file of rules and plans. */
    @Schema(name = "RulesFile", example = RULES)
    record FileShape(
            List<RuleShape> rules,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object plans,

            @Nullable List<String> findings,
            @Nullable Long version) {}

    /** What replacing all rules has changed, or would. */
    @Schema(name = "Difference")
    record DifferenceShape(
            @JsonProperty("dry_run") boolean dryRun,
            long version,
            Map<String, RuleShape> before,
            Map<String, RuleShape> after) {}

    /** A change of rules: what was before, and after. */
    @Schema(name = "Change")
    record ChangeShape(
            long version, String at, String author, Map<String, RuleShape> before, Map<String, RuleShape> after) {}

    /** The last changes, latest first. */
    @Schema(name = "History")
    record HistoryShape(List<ChangeShape> changes) {}

    /** What there is after a rollback. */
    @Schema(name = "Rollback")
    record RollbackShape(long version, @Nullable List<String> rules) {}

    /** What is special about a user; what answers add may be sent back. */
    @Schema(name = "Customisation", example = USER)
    record UserShape(
            @Nullable String plan,

            @ArraySchema(schema = @Schema(anyOf = {String.class, LimitShape.class})) @Nullable
            List<Object> limits,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object overrides,

            @Nullable String until,
            @Nullable String note,
            @JsonProperty("user_id") @Nullable String userId,
            @Nullable Boolean custom,
            @Nullable Long version,
            @JsonProperty("created_at") @Nullable String createdAt,
            @JsonProperty("updated_at") @Nullable String updatedAt) {}
}
