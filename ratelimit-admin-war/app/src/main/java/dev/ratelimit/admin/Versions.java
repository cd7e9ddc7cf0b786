package dev.ratelimit.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.user.Users;
import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags, so that nobody changes what somebody else has changed meanwhile. */
final class Versions {

    /** What {@code If-Match} looks like. */
    static final String PATTERN = "^(\\*|\"[0-9]{1,18}\")$";

    /** What it is. */
    static final String TOLD = "the ETag of what is to be changed, as it was read last, or * for whatever is there";

    /** What {@code If-None-Match} is. */
    static final String ONLY_NEW = "* to make what is not there yet, and to change nothing that is";

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    private Versions() {}

    static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** Says the version and the times of what is stored; null for what is not. */
    static void put(ObjectNode json, @Nullable Stored<?> stored) {
        if (stored == null) {
            json.putNull("version").putNull("created_at").putNull("updated_at");
        } else {
            json.put("version", stored.version())
                    .put("created_at", stored.createdAt().toString())
                    .put("updated_at", stored.updatedAt().toString());
        }
    }

    /** The version that a change must find, of which {@code If-Match} is to tell. */
    static long required(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.refusal(428, "An If-Match header is needed: " + TOLD + ".");
        }
        return optional(ifMatch);
    }

    /** The same where {@code If-None-Match: *} may say that there must be nothing yet. */
    static long expected(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null || ifNoneMatch.isBlank()) {
            return optional(ifMatch);
        }
        if (!ifNoneMatch.strip().equals("*") || ifMatch != null) {
            throw Problem.refusal(
                    412, "If-None-Match " + ifNoneMatch + " cannot hold here; accepted is *, without an If-Match.");
        }
        return Users.NONE;
    }

    /** The same where it need not tell. */
    static long optional(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return Repository.ANY;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.refusal(
                    412, "If-Match " + ifMatch + " is no version of this; accepted are an ETag such as \"7\", or *.");
        }
        return Long.parseLong(tag.group(1));
    }
}
