package dev.ratelimit;

import dev.ratelimit.http.Surroundings;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.list.Lists;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.store.Store;
import dev.ratelimit.user.Profiles;
import dev.ratelimit.user.Users;

/** What outlives a check: buckets, the records of users beside them, and where all this happens. */
record State(
        Store store,
        Users users,
        Repositories repositories,
        Profiles profiles,
        LiveMode mode,
        Lists lists,
        Surroundings surroundings) {

    /** What is changed while everything runs. */
    record Repositories(
            Repository<Rule> rules,
            Repository<Plan> plans,
            ModeRepository mode,
            ListRepository allowList,
            ListRepository denyList) {}
}
