package dev.ratelimit.redis;

import dev.ratelimit.store.SingleServer;

/** The server, or the master, that decides everything. */
final class OnlyServer extends SingleServer {

    private final RedisLink link;

    OnlyServer(RedisLink link) {
        this.link = link;
    }

    /** One that hung may have been replaced meanwhile, and not know it. */
    @Override
    public boolean answered(String server) {
        return link.rightful();
    }
}
