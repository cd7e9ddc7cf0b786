package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.analytics.History;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Who came, in answers. */
final class CountedUsers {

    private CountedUsers() {}

    /** Who came. */
    record Users(
            long distinct,
            @JsonProperty("by_requests") List<UserCount> byRequests,
            @JsonProperty("by_denials") List<UserCount> byDenials) {

        private static final int MOST = 20;

        static Users of(History history) {
            return new Users(history.distinctUsers(), top(history.requests()), top(history.denials()));
        }

        private static List<UserCount> top(Map<String, Long> counts) {
            return counts.entrySet().stream()
                    .map(caller -> new UserCount(caller.getKey(), caller.getValue()))
                    .sorted(Comparator.comparingLong(UserCount::count)
                            .reversed()
                            .thenComparing(UserCount::userId))
                    .limit(MOST)
                    .toList();
        }
    }

    /** One of those who came most. */
    record UserCount(@JsonProperty("user_id") String userId, long count) {}
}
