package dev.ratelimit.admin;

import dev.ratelimit.http.UserIds;
import org.jspecify.annotations.Nullable;

/** The user that a path or a query names. */
final class UserIdParameter {

    /** What cannot be the id of a user, and what can. */
    static final String UNUSABLE = "user_id is no text that a record can be kept of; accepted are at most "
            + UserIds.LONGEST + " characters of well-formed Unicode, not all of them blank";

    private UserIdParameter() {}

    /** The id that a query is to name. */
    static String required(@Nullable String userId) {
        if (userId == null || userId.isEmpty()) {
            throw Problem.badRequest("user_id is missing; accepted are a path such as /alice or a parameter ?user_id=");
        }
        return checked(userId);
    }

    /** The id, if a record can be kept of it. */
    static String checked(String userId) {
        if (!UserIds.accepts(userId)) {
            throw Problem.badRequest(UNUSABLE);
        }
        return userId;
    }
}
