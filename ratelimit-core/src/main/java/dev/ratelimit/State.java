package dev.ratelimit;

import dev.ratelimit.analytics.AnalyticsStore;
import dev.ratelimit.analytics.Flusher;
import dev.ratelimit.analytics.Recorder;
import dev.ratelimit.event.Events;
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
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What outlives a check: buckets, the records of users beside them, where all this happens, and what looks on. */
record State(
        Store store,
        Users users,
        Repositories repositories,
        Profiles profiles,
        LiveMode mode,
        Lists lists,
        Surroundings surroundings,
        Watching watching) {

    /**
     * What looks on.
     *
     * @param counting null where nothing is counted
     */
    record Watching(@Nullable Counting counting, Vitals vitals, Events events) implements AutoCloseable {

        @Override
        public void close() {
            events.close();
            if (counting != null) {
                counting.flusher().close();
            }
            vitals.close();
        }
    }

    /**
     * Where decisions are counted.
     *
     * @param flusher brings what was recorded there
     */
    record Counting(Recorder recorder, AnalyticsStore store, Flusher flusher) {

        /** Counts from now on. */
        static Counting start(AnalyticsStore store, InstantSource clock, BooleanSupplier away) {
            Recorder recorder = new Recorder(clock.millis());
            return new Counting(recorder, store, new Flusher(recorder, store, clock, away).start());
        }
    }

    /** What is changed while everything runs. */
    record Repositories(
            Repository<Rule> rules,
            Repository<Plan> plans,
            ModeRepository mode,
            ListRepository allowList,
            ListRepository denyList) {}
}
