package dev.ratelimit.store;

import java.util.List;

/** The servers that a store consists of, each of which may be lost while the others are well. */
public interface Nodes {

    /** The only node of a store that is lost or well as a whole. */
    String ONLY = "";

    /** A store of one node. */
    Nodes ONE = new Nodes() {

        @Override
        public String of(Call call) {
            return ONLY;
        }

        @Override
        public List<String> all() {
            return List.of(ONLY);
        }

        @Override
        public void lost(String node) {}
    };

    /** The node that decides a call at the moment; for people, too. */
    String of(Call call);

    /** All nodes that decide calls at the moment. */
    List<String> all();

    /** A node answers no more, so that another may have taken its place. */
    void lost(String node);
}
