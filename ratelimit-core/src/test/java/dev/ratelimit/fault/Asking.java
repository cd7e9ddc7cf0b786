package dev.ratelimit.fault;

import java.util.List;

/** A load under way, in this JVM or in another. */
interface Asking extends AutoCloseable {

    /** Nanoseconds since it began. */
    long nanos();

    /** Ends it and tells what was decided. */
    Trace stop() throws Exception;

    /** The lines logged so far with a text in them. */
    List<String> logged(String text);

    @Override
    void close();
}
