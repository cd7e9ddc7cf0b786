package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition: one or several of these, which must all hold. */
@Shapes.NoNulls
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

        @Schema(
                anyOf = {String.class, String[].class},
                example = "AdminResource.*")
        @Nullable
        Object resource,

        @Nullable TimeShape time) {

    /** Days and hours by the clocks of a zone. */
    @Shapes.NoNulls
    @Schema(name = "Time")
    record TimeShape(
            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object days,

            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {}
}
