package dev.ratelimit.jaxrs;

/** Work of a resource in another thread. */
final class Threads {

    private Threads() {}

    static void run(Runnable work) {
        Thread thread = new Thread(work, "resource-work");
        thread.setDaemon(true);
        thread.start();
    }
}
