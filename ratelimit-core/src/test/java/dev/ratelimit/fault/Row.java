package dev.ratelimit.fault;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.redis.LogLines;
import java.time.Duration;

/** A row of the table: something befalls a scene under load, lasts for a while and ends. */
interface Row {

    /** The name of the file with its figures. */
    String name();

    /** What befalls and what ends it, in words. */
    String how();

    /** How long it lasts before it is ended. */
    Duration lasts();

    /** What a user may expect. */
    Expected expected();

    /** Of several servers that decide, a user of the one that it befalls, whose recovery counts; empty where there is one. */
    default String watched() {
        return "";
    }

    /** Of each user. */
    default Limit limit() {
        return Setting.LIMIT;
    }

    /** Whether recovery is counted from the beginning: its end, if any, is not what makes Redis answer again. */
    default boolean fromTheBeginning() {
        return !watched().isEmpty();
    }

    /** Sets the scene: servers that run, and nobody who asks yet. */
    Scene open();

    /** What something befalls: servers, and a limiter that uses them. */
    interface Scene extends AutoCloseable {

        /** Starts to check users. */
        Asking ask(Load.Demand demand, LogLines log) throws Exception;

        /** Brings on what this row is about. */
        void befall() throws Exception;

        /** Ends it, and returns when a server answers again. */
        void end() throws Exception;

        @Override
        void close();
    }
}
