package dev.ratelimit.store;

import java.util.List;

/** The servers that a store consists of, each of which may be lost while the others are well. */
public interface Servers {

    /** The only server of a store that is lost or well as a whole. */
    String ONLY = "";

    /** The server that decides a call at the moment; for people, too. */
    String of(Call call);

    /** All servers that decide calls at the moment. */
    List<String> all();

    /** Whether there may be several; else there is {@link #ONLY}. */
    default boolean several() {
        return true;
    }

    /** A lost server answered a probe; whether it is still the one that is to decide. */
    default boolean answered(String server) {
        return true;
    }

    /** A lost server did not answer a probe in time: the link to it may be dead while those to others are well. */
    default void unanswered(String server) {}

    /** A server answers no more, so that another may have taken its place. */
    void lost(String server);
}
