package dev.ratelimit.fault;

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

    /** Of several servers, a user of the one that it befalls, whose recovery is looked at; empty where there is one server. */
    default String watched() {
        return "";
    }

    /** Whether another server, or another link, takes over, so that recovery is counted from the beginning, not from the end. */
    default boolean replaced() {
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
