package dev.ratelimit.rig;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Ends TLS on loopback in front of a server that knows none, so that any server will do. */
public final class TlsFront implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> links = ConcurrentHashMap.newKeySet();

    /** @param target the port of the server behind it */
    public TlsFront(SSLContext context, int target) {
        this.target = target;
        try {
            listening = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Cuts all links; new ones are let through. */
    public void cut() {
        links.forEach(TlsFront::end);
        links.clear();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                link(listening.accept());
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void link(Socket outside) {
        try {
            Socket inside = new Socket(InetAddress.getLoopbackAddress(), target);
            links.add(outside);
            links.add(inside);
            start(() -> pump(outside, inside));
            start(() -> pump(inside, outside));
        } catch (IOException e) {
            // The server behind is not there: who asks is to find it so.
            end(outside);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            byte[] bytes = new byte[8_192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException e) {
            // One of both ends was closed, or refused the other's certificate.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        cut();
    }
}
