package dev.ratelimit.traffic;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The traffic of this JVM alone: 4 MB at most, which is at least a quarter of an hour. */
public final class MemoryTraffic implements TrafficStore {

    static final int MOST = 1_024;

    private final InstantSource clock;
    private final Deque<Appended> all = new ArrayDeque<>();

    /** By the packed bytes, which nobody changes. */
    private record Appended(Instant at, ByteBuffer blob) {}

    /** @param clock the machine's */
    public MemoryTraffic(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void append(byte[] blob) {
        all.addLast(new Appended(clock.instant(), ByteBuffer.wrap(blob.clone())));
        if (all.size() > MOST) {
            all.removeFirst();
        }
    }

    @Override
    public void read(Reader reader) {
        List<Appended> latest;
        synchronized (this) {
            latest = List.copyOf(all);
        }
        boolean more = true;
        for (int i = latest.size() - 1; i >= 0 && more; i--) {
            more = reader.read(latest.get(i).at(), latest.get(i).blob().array().clone());
        }
    }
}
