package dev.ratelimit.store;

import java.util.List;

/** The server of a store that is lost or well as a whole. */
public class SingleServer implements Servers {

    @Override
    public final String of(Call call) {
        return ONLY;
    }

    @Override
    public final List<String> all() {
        return List.of(ONLY);
    }

    @Override
    public final boolean several() {
        return false;
    }

    /** The link is replaced when it is lost. */
    @Override
    public final void lost(String server) {}
}
