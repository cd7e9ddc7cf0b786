package dev.ratelimit.redis;

import dev.ratelimit.store.Call;
import dev.ratelimit.store.Servers;
import java.util.List;

/**
 * The server, or the master, that decides everything.
 *
 * @param link to it
 */
record OnlyServer(RedisLink link) implements Servers {

    @Override
    public String of(Call call) {
        return ONLY;
    }

    @Override
    public List<String> all() {
        return List.of(ONLY);
    }

    @Override
    public boolean several() {
        return false;
    }

    /** One that hung may have been replaced meanwhile, and not know it. */
    @Override
    public boolean answered(String server) {
        return link.rightful();
    }

    /** The link is replaced when it is lost. */
    @Override
    public void lost(String server) {}
}
