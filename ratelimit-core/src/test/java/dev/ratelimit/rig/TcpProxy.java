package dev.ratelimit.rig;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A network on loopback that can be made to fail: links are cut with a reset, or swallow what one side sends, hold it
 * back for a while, or let it trickle.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ServerSocket listener;
    private final int target;
    private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Closeable> frozen = ConcurrentHashMap.newKeySet();
    private final Direction requests = new Direction();
    private final Direction replies = new Direction();
    private volatile boolean refusing;
    private volatile boolean closed;

    /** What one direction does to bytes. */
    private static final class Direction {
        private volatile boolean held;
        private volatile boolean dropped;
        private volatile long delayNanos;
        private volatile long bytesPerSecond = Long.MAX_VALUE;
    }

    /** @param target the port on loopback to which links lead */
    public TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("proxy-accept", this::accept);
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Resets every link; new ones are accepted. */
    public void cut() {
        sockets.forEach(TcpProxy::close);
        sockets.clear();
    }

    /** Resets every link and every new one, until {@link #heal}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Nothing arrives any more, in either direction; links stay open. What was sent arrives after {@link #heal}. */
    public void blackhole() {
        requests.held = true;
        replies.held = true;
    }

    /** The links there are now stay open and carry nothing any more; new ones are sound. */
    public void freeze() {
        frozen.addAll(sockets);
    }

    /** Requests arrive and what is answered is lost for good. */
    public void dropReplies() {
        replies.dropped = true;
    }

    /** What one side sends arrives so much later, in each direction half of it. */
    public void delay(long millis) {
        requests.delayNanos = TimeUnit.MILLISECONDS.toNanos(millis) / 2;
        replies.delayNanos = requests.delayNanos;
    }

    /** Replies trickle. */
    public void throttle(long bytesPerSecond) {
        replies.bytesPerSecond = bytesPerSecond;
    }

    /** A sound network again. */
    public void heal() {
        refusing = false;
        for (Direction direction : new Direction[] {requests, replies}) {
            direction.held = false;
            direction.dropped = false;
            direction.delayNanos = 0;
            direction.bytesPerSecond = Long.MAX_VALUE;
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = listener.accept();
                if (refusing) {
                    close(near);
                } else {
                    connect(near);
                }
            } catch (IOException e) {
                // Closed; or the server is away, and then whoever came has been sent off.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            close(near);
            throw e;
        }
        for (Socket socket : new Socket[] {near, far}) {
            socket.setTcpNoDelay(true);
            // A close is a reset.
            socket.setSoLinger(true, 0);
            sockets.add(socket);
        }
        start("proxy-requests", () -> pump(near, far, requests));
        start("proxy-replies", () -> pump(far, near, replies));
    }

    private void pump(Socket from, Socket to, Direction direction) {
        DelayLine line = new DelayLine(to, direction);
        try {
            InputStream in = from.getInputStream();
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                line.send(chunk, n);
            }
        } catch (IOException e) {
            // One side is gone, which is for the other one to see.
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Delays bytes without holding up those behind them. */
    private final class DelayLine {

        private final Socket to;
        private final Direction direction;
        private final Queue<Parcel> parcels = new ConcurrentLinkedQueue<>();
        private volatile boolean busy;

        private record Parcel(ByteBuffer bytes, long dueNanos) {}

        DelayLine(Socket to, Direction direction) {
            this.to = to;
            this.direction = direction;
        }

        void send(byte[] bytes, int length) throws IOException {
            if (direction.dropped || frozen.contains(to)) {
                return;
            }
            boolean straight =
                    !direction.held && direction.delayNanos == 0 && direction.bytesPerSecond == Long.MAX_VALUE && !busy;
            if (straight) {
                write(Arrays.copyOf(bytes, length));
                return;
            }
            parcels.add(new Parcel(
                    ByteBuffer.wrap(Arrays.copyOf(bytes, length)), System.nanoTime() + direction.delayNanos));
            synchronized (this) {
                if (!busy) {
                    busy = true;
                    start("proxy-delay", this::deliver);
                }
            }
        }

        private void deliver() {
            try {
                while (!closed && !to.isClosed()) {
                    Parcel next = parcels.peek();
                    if (next == null) {
                        if (leave()) {
                            return;
                        }
                    } else if (direction.held) {
                        LockSupport.parkNanos(LOOK_NANOS);
                    } else if (System.nanoTime() < next.dueNanos()) {
                        LockSupport.parkNanos(next.dueNanos() - System.nanoTime());
                    } else {
                        write(next.bytes().array());
                        parcels.remove();
                    }
                }
            } catch (IOException e) {
                TcpProxy.close(to);
            }
        }

        private synchronized boolean leave() {
            busy = !parcels.isEmpty();
            return !busy;
        }

        private void write(byte[] bytes) throws IOException {
            OutputStream out = to.getOutputStream();
            if (direction.bytesPerSecond == Long.MAX_VALUE) {
                out.write(bytes);
                return;
            }
            for (byte b : bytes) {
                out.write(b);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / direction.bytesPerSecond);
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable socket) {
        try {
            if (socket instanceof Socket open) {
                open.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It was closed by the other pump.
        }
    }

    @Override
    public void close() {
        closed = true;
        close(listener);
        cut();
    }
}
