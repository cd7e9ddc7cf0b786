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
import dev.ratelimit.traffic.Sampler;
import dev.ratelimit.traffic.TrafficLog;
import dev.ratelimit.traffic.TrafficStore;
import dev.ratelimit.traffic.TrafficWriter;
import dev.ratelimit.user.Profiles;
import dev.ratelimit.user.Users;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
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
     * @param sampling null where no traffic is kept
     */
    record Watching(
            @Nullable Counting counting, @Nullable Sampling sampling, Vitals vitals, Events events, Company company)
            implements AutoCloseable {

        @Override
        public void close() {
            company.leave().run();
            events.close();
            if (counting != null) {
                counting.flusher().close();
            }
            if (sampling != null) {
                sampling.writer().close();
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

    /**
     * Where recent traffic is kept.
     *
     * @param writer brings what was seen there
     */
    record Sampling(Sampler sampler, TrafficLog log, TrafficWriter writer) {

        /** Samples from now on. */
        static Sampling start(TrafficStore store, InstantSource clock, BooleanSupplier away, LongSupplier nodes) {
            Sampler sampler = new Sampler();
            TrafficWriter writer = new TrafficWriter(sampler, store, clock, away, nodes);
            return new Sampling(sampler, new TrafficLog(store), writer.start());
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
